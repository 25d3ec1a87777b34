"""What keeps an action from being done. Every message is an Indonesian sentence that a page can show.

MeetingProblem
├── WrongState   the meeting is cancelled, has adopted, or is not where this step begins
├── Closed       the attendance page is not open at this moment
├── Overtaken    somebody else saved meanwhile
└── BadInput     a text is absent, a code is unknown, a day, an hour or a number does not fit
"""


class MeetingProblem(Exception):
    """What keeps an action from being done."""


class WrongState(MeetingProblem):
    """The meeting is not where this step begins."""


class Closed(MeetingProblem):
    """The attendance page is not open at this moment."""


class Overtaken(MeetingProblem):
    """Somebody else saved meanwhile; what was typed is not stored."""


class BadInput(MeetingProblem):
    """What was asked for makes no sense as it stands. `field` names the field it is about, where there is one."""

    def __init__(self, sentence: str, field: str = ""):
        super().__init__(sentence)
        self.field = field
