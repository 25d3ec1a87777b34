"""What keeps an action from being done. Every message is an Indonesian sentence that a page can show.

RegulationProblem
├── WrongState   a flag is decided already, or what it told of no longer holds
└── BadInput     a text is absent, or nothing was chosen
"""


class RegulationProblem(Exception):
    """What keeps an action from being done."""


class WrongState(RegulationProblem):
    """The record is not where this step begins."""


class BadInput(RegulationProblem):
    """What was asked for makes no sense as it stands."""
