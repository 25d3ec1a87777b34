"""What keeps an action from being done. Every message is an Indonesian sentence that a page can show.

OutreachProblem
├── WrongState   the event is cancelled, or not where this step begins
├── Closed       the attendance page is not open at this moment
└── BadInput     a text is absent, a code is unknown, a day, an hour or a number does not fit
"""


class OutreachProblem(Exception):
    """What keeps an action from being done."""


class WrongState(OutreachProblem):
    """The event is not where this step begins."""


class Closed(OutreachProblem):
    """The attendance page is not open at this moment."""


class BadInput(OutreachProblem):
    """What was asked for makes no sense as it stands. `field` names the field it is about, where there is one."""

    def __init__(self, sentence: str, field: str = ""):
        super().__init__(sentence)
        self.field = field
