"""Money for libraries, and the programmes of offices by official nomenclature."""

from etam.programmes.models.activities import (
    ActivityAim,
    ActivityEvidence,
    ActivityIndicator,
    ActivityMoney,
    ActivityPlace,
    Realisation,
    SubActivity,
)
from etam.programmes.models.money import BodyNote, Ceiling, HelpPlan, LibraryMoney
from etam.programmes.models.nomenclature import BudgetCode, CodeMapping, CodeVersion
from etam.programmes.models.welfare import SeriesFile, SeriesValue

__all__ = [
    "ActivityAim",
    "ActivityEvidence",
    "ActivityIndicator",
    "ActivityMoney",
    "ActivityPlace",
    "BodyNote",
    "BudgetCode",
    "Ceiling",
    "CodeMapping",
    "CodeVersion",
    "HelpPlan",
    "LibraryMoney",
    "Realisation",
    "SeriesFile",
    "SeriesValue",
    "SubActivity",
]
