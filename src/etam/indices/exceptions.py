"""What keeps an action from being done. Every message is an Indonesian sentence that a page can show.

IndicesProblem
├── WrongState     the run or release is not where this step begins
├── WrongPerson    who proposed a release does not publish it
├── BadInput       a method, period or reason that makes no sense here
└── CannotCompute  the figures do not allow the computation; the run fails and may be repeated
"""


class IndicesProblem(Exception):
    """What keeps an action from being done."""


class WrongState(IndicesProblem):
    """The run or release is not where this step begins."""


class WrongPerson(IndicesProblem):
    """Maker and checker would be the same person."""


class BadInput(IndicesProblem):
    """What was asked for makes no sense as it stands."""


class CannotCompute(IndicesProblem):
    """The figures do not allow the computation."""
