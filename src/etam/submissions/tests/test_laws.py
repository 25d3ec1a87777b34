"""What holds for any sequence of saves and any document."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etam.questionnaire import Context
from etam.submissions import actions, editions
from etam.submissions.actions.flattening import flatten
from etam.submissions.actions.saving import clashes, merge
from etam.submissions.exceptions import Conflict
from etam.submissions.tests.cast import NOW, Cast

ELEMENTS = ("print_titles", "print_items", "users_total")
ANSWERS = st.one_of(st.integers(0, 10**6), st.sampled_from([{"nothing": "missing"}, {"nothing": "not_applicable"}]))
DOCUMENTS = st.dictionaries(st.sampled_from(ELEMENTS), ANSWERS)
PATCHES = st.dictionaries(st.sampled_from(ELEMENTS), st.one_of(st.none(), ANSWERS))


class TestMerge:
    @given(DOCUMENTS, PATCHES)
    def test_without_anybody_else_is_the_document_with_the_patch_on_top(self, base: Any, patch: Any) -> None:
        wanted = {name: value for name, value in {**base, **patch}.items() if value is not None}
        assert merge(base, base, patch) == wanted

    @given(DOCUMENTS, DOCUMENTS, PATCHES)
    def test_leaves_alone_what_the_person_did_not_touch(self, base: Any, latest: Any, patch: Any) -> None:
        merged = merge(latest, base, patch)
        untouched = [name for name in ELEMENTS if name not in patch or patch[name] == base.get(name)]
        assert all(merged.get(name) == latest.get(name) for name in untouched)

    @given(DOCUMENTS, DOCUMENTS, PATCHES)
    def test_gives_the_person_every_touched_answer(self, base: Any, latest: Any, patch: Any) -> None:
        merged = merge(latest, base, patch)
        touched = [name for name in patch if patch[name] != base.get(name)]
        assert all(merged.get(name) == patch[name] for name in touched)

    @given(DOCUMENTS, DOCUMENTS, PATCHES)
    def test_a_clash_is_what_both_changed_to_different_values(self, base: Any, latest: Any, patch: Any) -> None:
        found = {clash.element for clash in clashes(latest, base, patch)}
        both = {
            name
            for name, value in patch.items()
            if latest.get(name) != base.get(name) and value not in (base.get(name), latest.get(name))
        }
        assert found == both


@pytest.mark.django_db
class TestAnySequenceOfSaves:
    @settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(st.tuples(PATCHES, st.integers(0, 3)), max_size=5))
    def test_keeps_every_revision_as_it_was(self, cast: Cast, saves: list[tuple[dict[str, Any], int]]) -> None:
        submission = cast.submission
        kept = {one.number: one.answers for one in submission.revisions.all()}
        for patch, back in saves:
            base = max((submission.latest.number if submission.latest else 0) - back, 0)
            try:
                actions.save_answers(submission, answers=patch, base_revision=base, by=cast.operator, at=NOW)
            except Conflict:
                continue
            if submission.latest:
                kept[submission.latest.number] = submission.latest.answers
        stored = {one.number: one.answers for one in submission.revisions.all()}
        assert stored == kept
        assert sorted(stored) == list(range(1, len(stored) + 1))


class TestFlatten:
    @given(DOCUMENTS)
    def test_is_faithful_to_every_answer(self, answers: Any) -> None:
        edition = editions.instrument("library-return", "2026.1")
        figures = flatten(edition, answers, Context("public", "village", "64.08"))
        for name in ELEMENTS:
            answer = answers.get(name, {"nothing": "missing"})
            wanted = (None, answer["nothing"]) if isinstance(answer, dict) else (float(answer), "")
            assert figures[name] == wanted

    def test_says_not_applicable_where_a_question_is_not_put(self) -> None:
        edition = editions.instrument("library-return", "2026.1")
        figures = flatten(edition, {}, Context("public", "village", "64.08"))
        assert figures["pupils_total"] == (None, "not_applicable")
