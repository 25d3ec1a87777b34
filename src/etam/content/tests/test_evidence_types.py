import re
import shutil

import pytest

from etam.content.evidence_types import check_evidence_types, evidence_types, latest_types
from etam.content.files import CONTENT_ROOT

EDITION = CONTENT_ROOT / "evidence-types" / "2026.1"


@pytest.fixture
def copy(tmp_path):
    return shutil.copytree(EDITION, tmp_path / "2026.1")


class TestEvidenceTypes:
    def test_stand_in_the_order_of_the_file(self):
        assert list(evidence_types())[:3] == ["decree", "report", "plan"]
        assert list(evidence_types())[-1] == "other"

    def test_say_which_media_are_accepted(self):
        assert evidence_types()["decree"].media == ("application/pdf", "image/jpeg", "image/png", "image/webp")
        assert evidence_types()["decree"].media_label["id"] == "PDF, Gambar (JPEG, PNG, WebP)"

    def test_accept_nothing_that_a_browser_would_run(self):
        assert latest_types().media == {
            "application/pdf",
            "image/jpeg",
            "image/png",
            "image/webp",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }

    def test_name_no_validity_that_no_source_states(self):
        unstated = [one for one in evidence_types().values() if one.months is None]
        assert {one.confidence for one in unstated} == {"not_found"}
        assert all(one.confidence not in ("unverified", "not_found") for one in evidence_types().values() if one.months)

    def test_cannot_be_changed_by_a_reader(self):
        with pytest.raises(TypeError):
            evidence_types()["other"] = None


class TestFaults:
    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            ("code: report", "code: decree", '"decree" stands twice'),
            ("media: [pdf, sheet]", "media: [pdf, film]", 'medium "film"'),
            ('version: "2026.1"', 'version: "2026.2"', "stands in the folder"),
            ("months: null", "months: 0", "months"),
            ("types: [application/pdf]", "types: [pdf]", "does not match"),
        ],
    )
    def test_are_named_with_their_line(self, copy, old, new, message):
        path = copy / "types.yml"
        text = path.read_text()
        line = text[: re.search(re.escape(old), text).start()].count("\n") + 1
        path.write_text(text.replace(old, new, 1))
        assert any(fault.line == line and message in fault.message for fault in check_evidence_types(copy))
