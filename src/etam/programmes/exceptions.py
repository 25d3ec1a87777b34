"""Why something cannot be done with money and programmes, as one sentence for the person who tried.

ProgrammeProblem
├── BadInput       a field holds something that cannot be; `field` names it
└── WrongState     it was done already, or somebody else changed it meanwhile
"""


class ProgrammeProblem(Exception):
    """The root of what this room refuses."""


class BadInput(ProgrammeProblem):
    """A field holds something that cannot be."""

    def __init__(self, sentence: str, field: str = ""):
        super().__init__(sentence)
        self.field = field


class WrongState(ProgrammeProblem):
    """What was asked no longer fits the state of the record."""
