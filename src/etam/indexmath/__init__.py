"""Turns an indicator table into an index. Pure: no Django, no database, no clock.

method = load_method(find_method("iplm/2023.1"))
result = run(method, read_data(method, Path("data.csv")))
"""

from etam.indexmath.errors import BundleError, DataError, IndexMathError, MethodError
from etam.indexmath.method import check_method, find_method, load_method
from etam.indexmath.model import Method
from etam.indexmath.pipeline import Data, run
from etam.indexmath.result import IndexResult, UnitResult
from etam.indexmath.robustness import Robustness
from etam.indexmath.scales import Band, CategoryScale, check_scale, load_scale
from etam.indexmath.table import Note, Stage, Table

__all__ = [
    "Band",
    "BundleError",
    "CategoryScale",
    "Data",
    "DataError",
    "IndexMathError",
    "IndexResult",
    "Method",
    "MethodError",
    "Note",
    "Robustness",
    "Stage",
    "Table",
    "UnitResult",
    "check_method",
    "check_scale",
    "find_method",
    "load_method",
    "load_scale",
    "run",
]
