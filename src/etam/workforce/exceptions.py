"""Why something cannot be done with posts, as one sentence for the person who tried.

WorkforceProblem
├── BadInput       a field holds something that cannot be; `field` names it
└── WrongState     it was done already, or the proposal lies at another desk
"""


class WorkforceProblem(Exception):
    """The root of what this room refuses."""


class BadInput(WorkforceProblem):
    """A field holds something that cannot be."""

    def __init__(self, sentence: str, field: str = ""):
        super().__init__(sentence)
        self.field = field


class WrongState(WorkforceProblem):
    """What was asked no longer fits the state of the record."""
