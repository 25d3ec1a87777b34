"""Turns an indicator table into an index. Pure: no Django, no database, no clock.

method = load_method(find_method("iplm/2023.1"))
result = run(method, read_data(method, Path("data.csv")).data)
"""

from etam.indexmath.bundle import Calculation, ReleaseInfo, calculate, write
from etam.indexmath.errors import BundleError, DataError, IndexMathError, MethodError
from etam.indexmath.explain import Contribution, Explanation, Lever, explain
from etam.indexmath.gather import Gathered, Inputs, gather
from etam.indexmath.method import check_method, find_method, load_method
from etam.indexmath.model import Method
from etam.indexmath.pipeline import Data, run
from etam.indexmath.publications import Publication, check_publication, load_publication
from etam.indexmath.reading import DataFile, read_data
from etam.indexmath.result import IndexResult, UnitResult
from etam.indexmath.robustness import Robustness
from etam.indexmath.scales import Band, CategoryScale, check_scale, load_scale
from etam.indexmath.table import Note, Stage, Table
from etam.indexmath.verify import Difference, verify, verify_url

__all__ = [
    "Band",
    "BundleError",
    "Calculation",
    "CategoryScale",
    "Contribution",
    "Data",
    "DataError",
    "DataFile",
    "Difference",
    "Explanation",
    "Gathered",
    "IndexMathError",
    "IndexResult",
    "Inputs",
    "Lever",
    "Method",
    "MethodError",
    "Note",
    "Publication",
    "ReleaseInfo",
    "Robustness",
    "Stage",
    "Table",
    "UnitResult",
    "calculate",
    "check_method",
    "check_publication",
    "check_scale",
    "explain",
    "find_method",
    "gather",
    "load_method",
    "load_publication",
    "load_scale",
    "read_data",
    "run",
    "verify",
    "verify_url",
    "write",
]
