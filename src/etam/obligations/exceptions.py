"""What keeps something from being done. Every message is an Indonesian sentence that a page can show.

ObligationProblem
├── BadInput      a day, year, file or text that does not fit
├── WrongState    the delivery was withdrawn already
└── CannotExport  a file that belongs into an export is not whole
"""


class ObligationProblem(Exception):
    """What keeps something from being done."""


class BadInput(ObligationProblem):
    """What was asked for makes no sense as it stands; `field` names where, "" for the whole."""

    def __init__(self, sentence: str, field: str = ""):
        super().__init__(sentence)
        self.field = field


class WrongState(ObligationProblem):
    """The record is not where this step begins."""


class CannotExport(ObligationProblem):
    """Something that belongs into the file is not there."""
