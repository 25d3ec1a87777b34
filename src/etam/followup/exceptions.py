"""What keeps an action from being done. Every message is an Indonesian sentence that a page can show.

FollowupProblem
├── WrongState   the recommendation is settled, waits for a judge, or has nothing to decide on
├── WrongPerson  who answers or acts for the owner does not judge, extend or reopen
└── BadInput     a text is absent, a code is unknown, evidence cannot be used, a day does not fit
"""


class FollowupProblem(Exception):
    """What keeps an action from being done."""


class WrongState(FollowupProblem):
    """The recommendation is not where this step begins."""


class WrongPerson(FollowupProblem):
    """Maker and checker would be the same person."""


class BadInput(FollowupProblem):
    """What was asked for makes no sense as it stands."""
