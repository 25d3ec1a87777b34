"""Why something cannot be done with money and programmes, as one sentence for the person who tried.

ProgrammeProblem
├── BadInput       a field holds something that cannot be; `field` names it
│   └── NeedsReason   it may be right, but is so unlikely that it takes a confirmation and a reason
│       └── Doubtful      an amount that looks a thousand times too large or too small
└── WrongState     it was done already, or somebody else changed it meanwhile
"""


class ProgrammeProblem(Exception):
    """The root of what this room refuses."""


class BadInput(ProgrammeProblem):
    """A field holds something that cannot be."""

    def __init__(self, sentence: str, field: str = ""):
        super().__init__(sentence)
        self.field = field


class NeedsReason(BadInput):
    """What was entered is unlikely; it is taken once the person confirms it and says why."""


class Doubtful(NeedsReason):
    """An amount that looks like a slip of the hand. `meant` is what was probably meant; a reason lets it pass."""

    def __init__(self, sentence: str, field: str, meant: int):
        super().__init__(sentence, field)
        self.meant = meant


class WrongState(ProgrammeProblem):
    """What was asked no longer fits the state of the record."""
