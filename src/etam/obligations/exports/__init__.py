"""What answers an obligation from what was entered once, and what is still missing for it.

An export is a name in content and an entry in `EXPORTS`: one function builds the file about a year, one tells the gaps.
"""

from collections.abc import Callable
from dataclasses import dataclass

from etam.obligations.exports import documents, evidence, indicators, metadata, returns
from etam.obligations.exports.files import File, Gap


@dataclass(frozen=True)
class Export:
    """`build` makes the file about a year, `gaps` tells what is not in it yet; both read the database as it is."""

    build: Callable[[int], File]
    gaps: Callable[[int], list[Gap]]


EXPORTS: dict[str, Export] = {
    "iplm_workbook": Export(returns.workbook, returns.gaps),
    "lake_documents": Export(documents.external, documents.external_gaps),
    "laki_documents": Export(documents.internal, documents.internal_gaps),
    "key_indicators": Export(indicators.workbook, indicators.gaps),
    "pemdi_evidence": Export(evidence.workbook, evidence.gaps),
    "ms_keg": Export(metadata.activities, metadata.activity_gaps),
    "ms_var": Export(metadata.variables, metadata.variable_gaps),
    "ms_ind": Export(metadata.indicators, metadata.indicator_gaps),
}
