import pytest

from etam.content.definitions import Use
from etam.content.implied import implied_terms

METHOD = "code: tgm\ntitle: {id: TGM, en: TGM}\ncategory_scale: %s\n"
SCALE = """
code: %s
title: {id: Skala, en: Scale}
source: Portal
confidence: secondary
bands:
  - {code: low, label: {id: Rendah, en: Low}, from: 0, from_included: true, to: %s, to_included: true}
  - {code: high, label: {id: Tinggi, en: High}, from: %s, from_included: false, to: 100, to_included: true}
"""
SCHEME = """
code: audit
title: {id: Audit, en: Audit}
mix: {external: 0.6, internal: 0.4, confidence: %s, source: Tidak ditemukan}
"""
RULE = """
  - code: %s
    fund: school
    kind: share
    bound: %s
    percent: %s
    label: {id: Bagian, en: Share}
    of: {id: belanja, en: spending}
    from_year: %s
    to_year: %s
    basis: [{regulation: %s, article: "2", confidence: secondary}]
    source: Pers
"""
RULES = (
    ("five", "at_least", 5, "null", "null", "UU-1-2000"),
    ("ten", "at_least", 10, 2025, 2026, "P-1-2025"),
    ("pay", "at_most", 20, "null", "null", "P-1-2025"),
)

LISTS = """
lists:
  - code: old
    label: {id: Daftar lama}
    basis: [{regulation: P-90-2019, confidence: secondary}]
    confidence: secondary
    source: Lampiran
    rows: [{level: regency, code: "1.02", name: Membina}, {level: regency, code: "1.03", name: Mendata}]
  - code: new
    label: {id: Daftar baru}
    basis: []
    confidence: secondary
    source: Aplikasi
    rows: [{level: regency, code: "1.11", name: Membina}, {level: regency, code: "1.03", name: Mendata}]
"""


@pytest.fixture
def root(tmp_path):
    def write(path, text):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    write("methods/tgm/2021.1/method.yml", METHOD % "wide")
    write("methods/tgm/2023.1/method.yml", METHOD % "narrow")
    write("category-scales/wide.yml", SCALE % ("wide", 60, 60))
    write("category-scales/narrow.yml", SCALE % ("narrow", 62.5, 62.5))
    write("schemes/audit/2020.1/scheme.yml", SCHEME % "unverified")
    write("schemes/audit/2026.1/scheme.yml", SCHEME % "not_found")
    write("schemes/other/2026.1/scheme.yml", (SCHEME % "secondary").replace("audit", "other"))
    write("funding-rules/2026.1/rules.yml", "rules:" + "".join(RULE % rule for rule in RULES))
    write("nomenclature/2026.1/nomenclature.yml", LISTS)
    return tmp_path


@pytest.fixture
def terms(root):
    return {term.code: term for term in implied_terms(root)}


class TestScalesOfAnIndex:
    def test_are_one_definition_each_with_the_methods_that_use_them(self, terms):
        wide, narrow = terms["tgm-categories"].definitions
        assert (wide.uses, narrow.uses) == ((Use("method", "tgm", "2021.1"),), (Use("method", "tgm", "2023.1"),))
        assert wide.measure != narrow.measure

    def test_are_told_in_words(self, terms):
        assert terms["tgm-categories"].definitions[1].says == "2 tingkat: rendah 0–62,5, tinggi 62,5–100."


class TestValuesOfASchemeWithoutSource:
    def test_are_those_of_the_newest_edition(self, terms):
        (mix,) = terms["audit-mix"].definitions
        assert (mix.uses, mix.has_source) == ((Use("scheme", "audit", "2026.1"),), False)
        assert mix.says == "eksternal 60 persen, internal 40 persen."

    def test_leave_out_what_was_seen_somewhere(self, terms):
        assert "other-mix" not in terms


class TestSharesForLibraries:
    def test_are_those_that_a_budget_must_at_least_give(self, terms):
        share = terms["school-library-share"]
        assert [(one.regulation, one.article, one.value["percent"]) for one in share.definitions] == [
            ("UU-1-2000", "2", 5),
            ("P-1-2025", "2", 10),
        ]

    def test_hold_in_their_budget_years(self, terms):
        ten = terms["school-library-share"].definitions[1]
        assert (ten.since.isoformat(), ten.until.isoformat()) == ("2025-01-01", "2026-12-31")


class TestCodesOfTheNomenclature:
    def test_are_those_of_one_name_that_lists_number_differently(self, terms):
        old, new = terms["sub-activity-codes"].definitions
        assert (old.regulation, new.document) == ("P-90-2019", "Daftar baru")
        assert (old.says, new.says) == ("Membina 1.02.", "Membina 1.11.")
        assert old.measure != new.measure
