from etam.expressions import MISSING as UNKNOWN
from etam.questionnaire import derive, progress
from etam.questionnaire.tests.returns import MISSING, SCHOOL, VILLAGE, clean_return


def derived(instrument, answers, context=VILLAGE) -> dict:
    return {found.derived.element: found.value for found in derive(instrument, answers, context)}


class TestDerive:
    def test_adds_up_what_applies(self, library_return):
        # 10,000,000 collection + 0 training + 5,000,000 services
        assert derived(library_return, clean_return())["budget_total"] == 15_000_000

    def test_counts_the_people_of_a_school(self, library_return):
        assert derived(library_return, clean_return(SCHOOL), SCHOOL)["people_served"] == 174

    def test_does_not_add_around_a_missing_part(self, library_return):
        assert derived(library_return, clean_return(staff_qualified=MISSING))["staff_total"] is UNKNOWN


class TestProgress:
    def test_counts_only_what_is_asked(self, library_return):
        found = {step.section.code: (step.answered, step.questions) for step in progress(library_return, {}, VILLAGE)}
        assert found == {
            "identity": (0, 10),
            "collection": (0, 9),
            "staff": (0, 4),
            "services": (0, 7),
            "management": (0, 5),
            "evidence": (0, 1),
        }

    def test_tells_what_must_be_fixed_from_what_must_be_explained(self, library_return):
        answers = clean_return(print_titles=1250, collection_budget_total=0)
        found = {
            step.section.code: (step.must_fix, step.explain) for step in progress(library_return, answers, VILLAGE)
        }
        assert found["collection"] == (1, 1)

    def test_is_complete_when_all_is_answered_and_nothing_wrong(self, library_return):
        assert all(step.is_complete for step in progress(library_return, clean_return(), VILLAGE))
