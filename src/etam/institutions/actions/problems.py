"""Why a write is refused."""


class InstitutionProblem(Exception):
    """Why something cannot be done, as one sentence for the person who tried."""
