"""What a return takes over from the register of institutions, so that nobody types it again."""

from collections.abc import Callable

from etam.accounts.models import User
from etam.questionnaire import Question
from etam.submissions.models import Submission

Source = Callable[[Submission, User], str]

SOURCES: dict[str, Source] = {
    "kind": lambda submission, user: submission.kind,
    "subtype": lambda submission, user: submission.subtype,
    "institution_name": lambda submission, user: submission.institution.parent_name or submission.institution.name,
    "npsn": lambda submission, user: submission.institution.npsn,
    "npp": lambda submission, user: submission.institution.npp or "0",
    "library_name": lambda submission, user: submission.institution.name,
    "address": lambda submission, user: submission.institution.address,
    "province": lambda submission, user: submission.regency_id.partition(".")[0],
    "regency": lambda submission, user: submission.regency_id,
    "respondent_name": lambda submission, user: user.name,
}
FIXED = {"kind", "subtype", "province", "regency"}


def prefill(question: Question, submission: Submission, user: User) -> str:
    """What the register says about `question`; "" when it says nothing."""
    source = SOURCES.get(question.prefill)
    return source(submission, user) if source else ""


def fixed(question: Question, submission: Submission) -> str:
    """The words for an answer that only the register may change; "" when the person answers.

    A question of the kind or the place is answered by the register: were it open, a slip would move the institution.
    """
    if question.prefill not in FIXED:
        return ""
    if question.prefill == "province":
        return submission.regency.parent.name if submission.regency.parent else submission.regency.name
    if question.prefill == "regency":
        return submission.regency.name
    code = submission.kind if question.prefill == "kind" else submission.subtype
    option = question.option(code)
    return option.label.id if option else code
