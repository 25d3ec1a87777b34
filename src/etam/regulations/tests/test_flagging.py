"""A revocation in the register flags what rests on it; people decide; the record stays."""

from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from django.utils import timezone

from etam.accounts import journal
from etam.accounts.models import User
from etam.editions.models import ContentVersion
from etam.institutions.tests.cast import person
from etam.regulations.actions import decide, raise_flags, reopen
from etam.regulations.exceptions import BadInput, WrongState
from etam.regulations.models import Flag, Regulation, RegulationRelation
from etam.regulations.queries import flags as queries

pytestmark = pytest.mark.django_db
BASIS = [{"regulation": "UU-1-2014", "article": "23"}]
QUESTION = {"element": "npp", "label": {"id": "Nomor Pokok Perpustakaan"}, "basis": BASIS}
CONTENT = {
    "instruments/return/2026.1/instrument.yml": {"code": "return", "questions": [QUESTION]},
    "methods/index/2026.1/method.yml": {"code": "index", "title": {"id": "Indeks"}, "basis": ["UU-1-2014"]},
    "category-scales/bands.yml": {"code": "bands", "title": {"id": "Skala"}, "basis": BASIS},
    "funding-rules/2026.1/rules.yml": {"rules": [{"code": "books", "label": {"id": "Buku"}, "basis": BASIS}]},
}


def write(root: Path, path: str, data: dict) -> None:
    version = path.split("/")[-2] if path.count("/") == 3 else "1"
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(yaml.safe_dump({"version": version, **data}))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path, data in CONTENT.items():
        write(tmp_path, path, data)
    return tmp_path


@pytest.fixture(autouse=True)
def register() -> None:
    Regulation.objects.create(code="UU-1-2014", type="UU", number="1", year=2014, issuer="DPR", status="berlaku")
    new = {"code": "UU-2-2022", "type": "UU", "number": "2", "year": 2022, "in_force_on": date(2022, 5, 1)}
    Regulation.objects.create(**new, issuer="DPR", status="berlaku")


@pytest.fixture
def officer() -> User:
    return person("rina@example.id", "Rina", "officer")


def revoke(**more) -> RegulationRelation:
    return RegulationRelation.objects.create(
        subject_id="UU-2-2022", verb="mencabut", object_id="UU-1-2014", origin="entered", confidence="official", **more
    )


def flagged() -> set[tuple[str, str]]:
    return set(Flag.objects.filter(queries.STATES[queries.OPEN]).values_list("kind", "event"))


class TestRaiseFlags:
    def test_of_a_revocation_flags_a_question_a_method_a_scale_and_a_funding_rule(self, root):
        assert raise_flags(root=root) == (0, 0)
        revoke()
        assert raise_flags(root=root) == (4, 0)
        kinds = {"question", "method", "category-scale", "funding-rule"}
        assert flagged() == {(kind, "revoked") for kind in kinds}
        question = Flag.objects.get(kind="question")
        assert (question.regulation_id, question.by_regulation_id) == ("UU-1-2014", "UU-2-2022")
        assert (question.event_on, question.confidence) == (date(2022, 5, 1), "official")
        assert (question.code, question.version, question.item) == ("return", "2026.1", "npp")
        assert (question.label, question.article) == ("Nomor Pokok Perpustakaan", "23")
        assert question.decider == "Petugas provinsi"
        assert "Disdikbud" in Flag.objects.get(kind="funding-rule").decider

    def test_of_another_article_flags_only_what_names_none(self, root):
        revoke(articles=["24"])
        raise_flags(root=root)
        assert flagged() == {("method", "partly_revoked")}

    def test_twice_changes_nothing(self, root):
        revoke()
        raise_flags(root=root)
        before = list(Flag.objects.order_by("pk").values())
        assert raise_flags(root=root) == (0, 0)
        assert list(Flag.objects.order_by("pk").values()) == before
        assert journal.of(Flag.objects.first()).count() == 1

    def test_clears_what_was_flagged_when_the_relation_is_taken_out_and_raises_it_again(self, root):
        relation = revoke()
        raise_flags(root=root)
        RegulationRelation.objects.update(withdrawn_at=timezone.now())
        assert raise_flags(root=root) == (0, 4)
        assert not flagged()
        assert Flag.objects.count() == 4
        RegulationRelation.objects.filter(pk=relation.pk).update(withdrawn_at=None)
        assert raise_flags(root=root) == (4, 0)
        assert Flag.objects.count() == 4

    def test_keeps_a_decision_until_there_is_a_new_version(self, root, officer):
        revoke()
        raise_flags(root=root)
        question = Flag.objects.get(kind="question")
        decide([question], decision="keep", reason="Bunyinya sama.", by=officer)
        assert raise_flags(root=root) == (0, 0)
        write(root, "instruments/return/2027.1/instrument.yml", CONTENT["instruments/return/2026.1/instrument.yml"])
        assert raise_flags(root=root) == (1, 1)
        question.refresh_from_db()
        assert (question.decision, question.is_waiting) == ("keep", False)
        assert Flag.objects.get(kind="question", version="2027.1").is_waiting

    def test_tells_anew_what_the_register_came_to_know(self, root):
        revoke()
        raise_flags(root=root)
        RegulationRelation.objects.update(confidence="unverified", since=date(2023, 1, 1))
        assert raise_flags(root=root) == (0, 0)
        assert set(Flag.objects.values_list("confidence", "event_on")) == {("unverified", date(2023, 1, 1))}

    def test_of_a_beginning_waits_for_its_day_and_forgets_what_began_before(self, root):
        now = timezone.now()
        today = timezone.localdate(now)
        ContentVersion.objects.create(kind="regulations", code="register", version="1", checksum="0")
        Regulation.objects.filter(code="UU-1-2014").update(in_force_on=today + timedelta(days=9))
        assert raise_flags(root=root, at=now + timedelta(days=8)) == (0, 0)
        assert raise_flags(root=root, at=now + timedelta(days=9)) == (4, 0)
        assert {event for _, event in flagged()} == {"began"}
        Regulation.objects.filter(code="UU-1-2014").update(in_force_on=today)
        assert raise_flags(root=root, at=now + timedelta(days=9)) == (0, 4)


class TestDecide:
    @pytest.fixture(autouse=True)
    def _flags(self, root):
        revoke()
        raise_flags(root=root)

    def test_records_who_decided_what_and_why_for_all_at_once(self, officer):
        decide(Flag.objects.all(), decision="new_version", reason=" Naskah baru dibuat. ", by=officer)
        rows = set(Flag.objects.values_list("decision", "reason", "decided_by"))
        assert rows == {("new_version", "Naskah baru dibuat.", officer.pk)}
        entry = journal.of(Flag.objects.first()).first()
        assert (entry.action, entry.by) == ("flag.decide", officer)
        assert entry.summary == "Diputus: dibuat versi baru. Naskah baru dibuat."

    @pytest.mark.parametrize(
        ("decision", "reason", "sentence"),
        [
            ("keep", "  ", "Tulis alasannya"),
            ("", "Sama.", "Pilih keputusannya"),
            ("burn", "Sama.", "Pilih keputusannya"),
        ],
    )
    def test_needs_a_decision_and_a_reason(self, officer, decision, reason, sentence):
        with pytest.raises(BadInput, match=sentence):
            decide(Flag.objects.all(), decision=decision, reason=reason, by=officer)
        assert len(flagged()) == 4

    def test_needs_something_to_decide_on(self, officer):
        with pytest.raises(BadInput, match="Belum ada yang dipilih"):
            decide([], decision="keep", reason="Sama.", by=officer)

    def test_is_refused_as_a_whole_when_one_was_decided_before(self, officer):
        question = Flag.objects.get(kind="question")
        decide([question], decision="keep", reason="Sama.", by=officer)
        with pytest.raises(WrongState, match="“Nomor Pokok Perpustakaan” sudah diputus: tetap dipakai"):
            decide(Flag.objects.all(), decision="retire", reason="Usang.", by=officer)
        assert len(flagged()) == 3

    def test_is_refused_when_the_flag_was_cleared(self, officer, root):
        RegulationRelation.objects.all().delete()
        raise_flags(root=root)
        with pytest.raises(WrongState, match="sudah gugur"):
            decide(Flag.objects.all(), decision="keep", reason="Sama.", by=officer)

    def test_is_undone_by_opening_again_with_a_reason_and_stays_on_record(self, officer):
        (question,) = decide(Flag.objects.filter(kind="question"), decision="keep", reason="Sama.", by=officer)
        with pytest.raises(BadInput, match="Tulis alasannya"):
            reopen([question], reason="", by=officer)
        reopen([question], reason="Pasalnya ternyata lain.", by=officer)
        assert len(flagged()) == 4
        latest, earlier = journal.of(question)[:2]
        assert latest.detail["before"] == {str(question.pk): {"decision": "keep", "reason": "Sama."}}
        assert "Sama." in earlier.summary
        with pytest.raises(WrongState, match="belum diputus"):
            reopen([question], reason="Lagi.", by=officer)
