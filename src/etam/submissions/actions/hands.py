"""In which returns a person already had a hand: who made one does not check it, who verified one does not accept it."""

from collections.abc import Collection
from dataclasses import dataclass

from etam.accounts.models import User
from etam.submissions.models import Revision, Submission, Transition


@dataclass(frozen=True)
class Hands:
    """Keys of the submissions that a person saved or sent, and of those whose standing verification is theirs."""

    made: frozenset[int]
    verified: frozenset[int]


def hands_of(user: User, keys: Collection[int]) -> Hands:
    """What `user` had a hand in among the submissions with these keys."""
    steps = Transition.objects.filter(submission__in=keys).order_by("id")
    saved = Revision.objects.filter(submission__in=keys, by=user).order_by()
    sent = steps.filter(by=user, to_state=Submission.State.SUBMITTED).order_by()
    made = saved.values_list("submission_id", flat=True).union(sent.values_list("submission_id", flat=True))
    verified = steps.filter(to_state=Submission.State.VERIFIED).values_list("submission_id", "by_id")
    return Hands(
        made=frozenset(made),
        # The last verification stands; those before it were sent back.
        verified=frozenset(key for key, who in dict(verified).items() if who == user.pk),
    )
