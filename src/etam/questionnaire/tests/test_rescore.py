from pathlib import Path

import pytest

from etam.questionnaire import instrument_folder, load_instrument, on_other_weights

FIXTURES = Path(__file__).parent / "fixtures"
ANSWERS = {"creation": 90, "use": 60, "maintenance": 70, "disposal": 40, "staff": 55, "facilities": 90}


def audit(version: str, unit: str = "unit-pengolah"):
    return load_instrument(instrument_folder(f"archive-audit-{unit}", version))


class TestOnOtherWeights:
    def test_shows_one_sheet_on_both_weight_sets(self):
        # Worked by hand in test_archive_audits: 68.75 on the weights of 2020, 66.9 on those of 2026.
        found = on_other_weights(ANSWERS, audit("2020.1"), audit("2026.1"))
        assert found.old.low == pytest.approx(68.75)
        assert found.new.low == pytest.approx(66.9)
        assert found.lacking == found.dropped == ()

    def test_runs_the_other_way_too(self):
        found = on_other_weights(ANSWERS, audit("2026.1"), audit("2020.1"))
        assert (found.old.low, found.new.low) == (pytest.approx(66.9), pytest.approx(68.75))

    def test_says_which_elements_are_lacking(self):
        external = load_instrument(instrument_folder("archive-audit-external", "2020.1"))
        found = on_other_weights(ANSWERS, audit("2020.1"), external)
        assert found.new is None
        assert found.lacking == ("policy", "guidance", "management", "resources")
        assert found.dropped == tuple(ANSWERS)

    def test_finds_a_question_asked_with_other_answers_lacking(self, write_instrument):
        text = (instrument_folder("archive-audit-unit-pengolah", "2026.1") / "instrument.yml").read_text()
        spoilt = text.replace("element: staff", "element: staff\n        maximum: 4", 1)
        other = load_instrument(write_instrument(spoilt))
        assert on_other_weights(ANSWERS, audit("2020.1"), other).lacking == ("staff",)

    def test_keeps_what_is_open_a_range_on_both(self):
        answers = {element: value for element, value in ANSWERS.items() if element != "disposal"}
        found = on_other_weights(answers, audit("2020.1"), audit("2026.1"))
        # disposal weighs 12.5 of 100 in 2020 and 0.25 × 0.70 = 17.5 in 2026.
        assert found.old.high - found.old.low == pytest.approx(12.5)
        assert found.new.high - found.new.low == pytest.approx(17.5)

    def test_is_refused_where_an_edition_does_not_score(self):
        inventory = load_instrument(instrument_folder("archive-inventory", "2026.1"))
        with pytest.raises(ValueError, match=r"archive-inventory/2026\.1 has no scoring"):
            on_other_weights({}, inventory, audit("2020.1"))
