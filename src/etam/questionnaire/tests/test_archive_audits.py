"""Both weight sets of the internal archive audit, the external audit and the inventory."""

import pytest

from etam.questionnaire import Context, failed, instrument_folder, load_instrument, run_checks, score
from etam.questionnaire.scheme import Range, load_scheme, office_value, scheme_folder

SIX = ("creation", "use", "maintenance", "disposal", "staff", "facilities")
UNIT_PENGOLAH = dict(zip(SIX, (90, 60, 70, 40, 55, 90), strict=True))
UNIT_KEARSIPAN = dict(zip(SIX, (50, 80, 60, 20, 100, 80), strict=True))


def audit(unit: str, version: str):
    return load_instrument(instrument_folder(f"archive-audit-{unit}", version))


def scored(unit: str, version: str, answers: dict):
    return score(audit(unit, version), answers, Context("office", "regency_office", "64.08"))


class TestWeightsOf2020:
    def test_make_the_value_of_a_unit_pengolah_worked_by_hand(self):
        # A.1 = (90 + 60 + 70 + 40) / 4 = 65; A.2 = (55 + 90) / 2 = 72.5; A = (65 + 72.5) / 2 = 68.75
        result = scored("unit-pengolah", "2020.1", UNIT_PENGOLAH)
        assert result.node("A.1").low == pytest.approx(65)
        assert result.node("A.2").low == pytest.approx(72.5)
        assert result.low == result.high == pytest.approx(68.75)
        assert result.grade.code == "B"

    def test_make_the_value_of_a_unit_kearsipan_worked_by_hand(self):
        # B.1 = (50 + 80 + 60 + 20) / 4 = 52.5; B.2 = (100 + 80) / 2 = 90; B = (52.5 + 90) / 2 = 71.25
        result = scored("unit-kearsipan", "2020.1", UNIT_KEARSIPAN)
        assert result.node("B.1").low == pytest.approx(52.5)
        assert result.node("B.2").low == pytest.approx(90)
        assert result.low == result.high == pytest.approx(71.25)
        assert result.grade.code == "BB"

    def test_make_the_value_of_the_office_worked_by_hand(self):
        # (68.75 + 71.25) / 2 = 70.00, and 70.00 still belongs to B
        value, grade = office("2020.1")
        assert value.low == value.high == pytest.approx(70)
        assert grade.code == "B"


class TestWeightsOf2026:
    def test_make_the_value_of_a_unit_pengolah_worked_by_hand(self):
        # A.1 = 0.20×90 + 0.20×60 + 0.35×70 + 0.25×40 = 18 + 12 + 24.5 + 10 = 64.5; A.2 = (55 + 90) / 2 = 72.5
        # A = 0.70×64.5 + 0.30×72.5 = 45.15 + 21.75 = 66.9
        result = scored("unit-pengolah", "2026.1", UNIT_PENGOLAH)
        assert result.node("A.1").low == pytest.approx(64.5)
        assert result.node("A.2").low == pytest.approx(72.5)
        assert result.low == result.high == pytest.approx(66.9)
        assert result.grade.code == "B"

    def test_make_the_value_of_a_unit_kearsipan_worked_by_hand(self):
        # B.1 = 0.10×50 + 0.25×80 + 0.35×60 + 0.30×20 = 5 + 20 + 21 + 6 = 52; B.2 = (100 + 80) / 2 = 90
        # B = 0.60×52 + 0.40×90 = 31.2 + 36 = 67.2
        result = scored("unit-kearsipan", "2026.1", UNIT_KEARSIPAN)
        assert result.node("B.1").low == pytest.approx(52)
        assert result.node("B.2").low == pytest.approx(90)
        assert result.low == result.high == pytest.approx(67.2)
        assert result.grade.code == "B"

    def test_make_the_value_of_the_office_worked_by_hand(self):
        # (66.9 + 67.2) / 2 = 67.05
        value, grade = office("2026.1")
        assert value.low == value.high == pytest.approx(67.05)
        assert grade.code == "B"

    def test_say_that_they_are_one_organisations_application(self):
        for unit in ("unit-pengolah", "unit-kearsipan"):
            nodes = audit(unit, "2026.1").scoring.root.walk()
            assert all("satu organisasi" in node.origin.source for node in nodes)


def office(version: str):
    scheme = load_scheme(scheme_folder("archive-supervision", version))
    units = {}
    for part, answers in (("unit_pengolah", UNIT_PENGOLAH), ("unit_kearsipan", UNIT_KEARSIPAN)):
        result = scored(part.replace("_", "-"), version, answers)
        units[part] = [Range(result.low, result.high)]
    value = office_value(scheme, units)
    return value, scheme.grade_of(value)


class TestInternalAudit:
    @pytest.mark.parametrize("unit", ["unit-pengolah", "unit-kearsipan"])
    def test_asks_the_same_six_elements_in_both_editions(self, unit):
        assert audit(unit, "2020.1").elements == audit(unit, "2026.1").elements == SIX

    @pytest.mark.parametrize("unit", ["unit-pengolah", "unit-kearsipan"])
    @pytest.mark.parametrize("version", ["2020.1", "2026.1"])
    def test_has_sub_aspects_that_make_a_hundred(self, unit, version):
        for node in audit(unit, version).scoring.root.walk():
            assert not node.parts or sum(part.weight for part in node.parts) == 100

    @pytest.mark.parametrize("unit", ["unit-pengolah", "unit-kearsipan"])
    @pytest.mark.parametrize("version", ["2020.1", "2026.1"])
    @pytest.mark.parametrize(("value", "code"), [(90.00, "A"), (90.01, "AA"), (30.00, "D"), (30.01, "C")])
    def test_keeps_its_category_at_the_edges(self, unit, version, value, code):
        assert scored(unit, version, dict.fromkeys(SIX, value)).grade.code == code

    def test_is_a_range_while_a_sub_aspect_is_open(self):
        # disposal weighs 0.25 × 0.50 of the whole in 2020: 12.5
        answers = {element: value for element, value in UNIT_PENGOLAH.items() if element != "disposal"}
        result = scored("unit-pengolah", "2020.1", answers)
        assert result.low == pytest.approx(68.75 - 0.125 * 40)
        assert result.high == pytest.approx(68.75 + 0.125 * 60)

    def test_calls_creation_control_of_letters_in_the_newer_records_office(self):
        question = audit("unit-kearsipan", "2026.1").question("creation")
        assert question.short.id == "Pengendalian naskah dinas"


class TestExternalAudit:
    def test_gives_no_component_a_weight_of_its_own(self):
        nodes = list(audit("external", "2020.1").scoring.root.walk())
        assert {node.weight for node in nodes} == {1}
        assert {node.origin.confidence for node in nodes} == {"not_found"}
        assert all(node.note for node in nodes)

    def test_takes_the_plain_mean_as_a_stand_in(self):
        answers = {"policy": 40, "guidance": 60, "management": 80, "resources": 20}
        assert scored("external", "2020.1", answers).low == pytest.approx(50)

    def test_refuses_more_competent_managers_than_managers(self):
        answers = {"record_managers": 4, "record_managers_competent": 6}
        outcomes = failed(run_checks(audit("external", "2020.1"), answers, Context()))
        assert (
            "Pengelola arsip yang kompeten (6) melebihi jumlah pengelola arsip (4)"
            in {outcome.check_id: outcome.message.id for outcome in outcomes}["competent_le_record_managers"]
        )

    def test_leaves_the_head_of_the_form_open(self):
        external = audit("external", "2020.1")
        assert not any(question.required for question in external.sections[0].questions)
        assert set(external.scoring.elements) == {"policy", "guidance", "management", "resources"}


class TestInventory:
    def test_does_not_score(self):
        assert load_instrument(instrument_folder("archive-inventory", "2026.1")).scoring is None

    def test_asks_for_the_basis_of_what_exists_only(self):
        inventory = load_instrument(instrument_folder("archive-inventory", "2026.1"))
        outcomes = failed(run_checks(inventory, {"retention_schedule": "ya", "record_centre": "tidak"}, Context()))
        asked = {outcome.check_id for outcome in outcomes}
        assert "retention_schedule_basis_answered" in asked
        assert "record_centre_basis_answered" not in asked
