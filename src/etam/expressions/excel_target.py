"""Third target: an Excel formula that also runs in LibreOffice.

An empty cell and the words "tidak ada data" are missing, the words "tidak berlaku" are not applicable; the formula
yields the same two phrases, so that one rule can read the result of another. Only functions that both programs have
known for decades are used (no LET, no dynamic arrays); names are English, as the file format wants them.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from etam.expressions.fold import fold
from etam.expressions.tree import Expression
from etam.expressions.values import TOLERANCE, Type

MISSING_PHRASE = "tidak ada data"
NOT_APPLICABLE_PHRASE = "tidak berlaku"
MAX_FORMULA = 8192
"""Longest formula Excel accepts."""


class FormulaTooLong(ValueError):
    """The expression is fine, but Excel cannot hold it in one cell."""


def to_excel(expression: Expression, cells: Mapping[str, str]) -> str:
    """The formula (without the leading "=") for `expression`; `cells` gives a cell reference for every name.

    A condition yields TRUE or FALSE. Raises KeyError for a name without a cell and FormulaTooLong.
    """
    cell = fold(expression.root, _Sheet(cells))
    formula = _if(cell.na, _quoted(NOT_APPLICABLE_PHRASE), _if(cell.missing, _quoted(MISSING_PHRASE), cell.value))
    if len(formula) > MAX_FORMULA:
        raise FormulaTooLong(f"{len(formula)} characters, Excel takes {MAX_FORMULA}: {expression.text}")
    return formula


Tests = tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """A formula to be read only when no test of `na`, then no test of `missing`, holds."""

    value: str
    na: Tests = ()
    missing: Tests = ()
    is_reference: bool = False


@dataclass(frozen=True)
class _Sheet:
    cells: Mapping[str, str]

    def number(self, value: float) -> Cell:
        return Cell(_number(value))

    def text(self, value: str) -> Cell:
        return Cell(_quoted(value))

    def name(self, name: str, of: Type) -> Cell:
        reference = self.cells[name]
        na = _says_not_applicable(reference)
        if of is Type.TEXT:
            return Cell(reference, (na,), (f'{reference}=""', f"{reference}={_quoted(MISSING_PHRASE)}"), True)
        return Cell(reference, (na,), (_is_no_number(reference),), True)

    def negative(self, operand: Cell) -> Cell:
        return _strict(f"(-{operand.value})", operand)

    def arithmetic(self, operator: str, left: Cell, right: Cell) -> Cell:
        result = _strict(f"({left.value}{operator}{right.value})", left, right)
        return _undefined(result, right, f"{right.value}=0") if operator == "/" else result

    def function(self, name: str, operand: Cell) -> Cell:
        result = _strict(f"{_FUNCTIONS[name]}({operand.value})", operand)
        return _undefined(result, operand, f"{operand.value}{_UNDEFINED[name]}") if name in _UNDEFINED else result

    def aggregate(self, name: str, items: Sequence[Cell]) -> Cell:
        neutral = _NEUTRAL[name]
        values = [item.value if item.is_reference else _if(item.na, neutral, item.value) for item in items]
        return Cell(f"{name.upper()}({','.join(values)})", _all_na(items), _some_missing(items))

    def count(self, items: Sequence[Cell]) -> Cell:
        return Cell(f"SUM({','.join(_vote(item, '0', f'IF({item.value},1,0)') for item in items)})")

    def compare(self, operator: str, left: Cell, right: Cell, of: Type) -> Cell:
        if of is Type.TEXT:
            same = f"EXACT({left.value},{right.value})"
            return _strict(same if operator == "==" else f"NOT({same})", left, right)
        make = _exactly if of is Type.WHOLE else _nearly
        return _strict(make(operator, left.value, right.value), left, right)

    def member(self, operand: Cell, options: Sequence[float | str]) -> Cell:
        tests = [
            f"EXACT({operand.value},{_quoted(option)})"
            if isinstance(option, str)
            else f"{operand.value}={_number(option)}"
            for option in options
        ]
        return _strict(_or(tuple(tests)), operand)

    def all_of(self, items: Sequence[Cell]) -> Cell:
        value = f"AND({','.join(_vote(item, 'TRUE') for item in items)})"
        return Cell(value, _all_na(items), _open(value, items))

    def any_of(self, items: Sequence[Cell]) -> Cell:
        value = f"OR({','.join(_vote(item, 'FALSE') for item in items)})"
        return Cell(value, _all_na(items), _open(f"NOT({value})", items))

    def opposite(self, operand: Cell) -> Cell:
        return _strict(f"NOT({operand.value})", operand)

    def choose(self, condition: Cell, then: Cell, otherwise: Cell) -> Cell:
        na = _guarded(condition, f"IF({condition.value},{_or(then.na)},{_or(otherwise.na)})")
        missing = f"IF({condition.value},{_or(then.missing)},{_or(otherwise.missing)})"
        return Cell(
            f"IF({condition.value},{then.value},{otherwise.value})",
            (*condition.na, na) if then.na or otherwise.na else condition.na,
            (_if(condition.missing, "TRUE", missing),)
            if condition.missing or then.missing or otherwise.missing
            else (),
        )

    def implies(self, condition: Cell, then: Cell) -> Cell:
        na = _guarded(condition, f"IF({condition.value},{_or(then.na)},FALSE)")
        missing = f"IF({condition.value},{_or(then.missing)},FALSE)"
        sure = _vote(then, "FALSE")
        return Cell(
            _if(condition.missing, "TRUE", f"IF({condition.value},{then.value},TRUE)"),
            (*condition.na, na) if then.na else condition.na,
            (_if(condition.missing, f"NOT({sure})", missing),) if condition.missing or then.missing else (),
        )

    def state(self, name: str, operand: Cell) -> Cell:
        if name == "not_applicable":
            return Cell(_or(operand.na))
        if name == "missing":
            return Cell(_if(operand.na, "FALSE", _or(operand.missing)))
        return Cell(f"NOT({_or(_nothing(operand))})")

    def whole(self, operand: Cell) -> Cell:
        return _strict(f"INT({operand.value})={operand.value}", operand)

    def like(self, operand: Cell, mask: str) -> Cell:
        text = operand.value
        tests = [_letters(text, mask, "0", 48, 57), _letters(text, mask, "A", 65, 90)]
        tests += [
            f"EXACT(MID({text},{position},1),{_quoted(letter)})"
            for position, letter in enumerate(mask, start=1)
            if letter not in "0A"
        ]
        fits = f"IF(LEN({text})={len(mask)},AND({','.join(test for test in tests if test)}),FALSE)"
        return _strict(fits, operand)

    def starts_with(self, operand: Cell, prefix: str) -> Cell:
        return _strict(f"EXACT(LEFT({operand.value},{len(prefix)}),{_quoted(prefix)})", operand)


_FUNCTIONS = {"abs": "ABS", "log": "LN", "sqrt": "SQRT"}
_UNDEFINED = {"log": "<=0", "sqrt": "<0"}
_NEUTRAL = {"sum": "0", "min": "1E+300", "max": "-1E+300"}
_NEAR: dict[str, Callable[[str, str], str]] = {
    "==": lambda difference, tolerance: f"ABS({difference})<={tolerance}",
    "!=": lambda difference, tolerance: f"ABS({difference})>{tolerance}",
    "<": lambda difference, tolerance: f"{difference}<-{tolerance}",
    "<=": lambda difference, tolerance: f"{difference}<={tolerance}",
    ">": lambda difference, tolerance: f"{difference}>{tolerance}",
    ">=": lambda difference, tolerance: f"{difference}>=-{tolerance}",
}


def _exactly(operator: str, left: str, right: str) -> str:
    return f"{left}{ {'==': '=', '!=': '<>'}.get(operator, operator) }{right}"


def _nearly(operator: str, left: str, right: str) -> str:
    return _NEAR[operator](f"({left}-{right})", f"{_number(TOLERANCE)}*MAX(ABS({left}),ABS({right}))")


def _strict(value: str, *operands: Cell) -> Cell:
    na = dict.fromkeys(test for operand in operands for test in operand.na)
    missing = dict.fromkeys(test for operand in operands for test in operand.missing)
    return Cell(value, tuple(na), tuple(missing))


def _undefined(result: Cell, operand: Cell, test: str) -> Cell:
    """`result`, not applicable as well where `test` on a given `operand` holds."""
    return Cell(result.value, (*result.na, _guarded(operand, test)), result.missing)


def _guarded(operand: Cell, test: str) -> str:
    return _if(_nothing(operand), "FALSE", test)


def _nothing(cell: Cell) -> Tests:
    """Tests for either kind of nothing; a cell that is no number need not be asked for its words as well."""
    told = {_says_not_applicable(found[1]) for test in cell.missing if (found := _IS_NO_NUMBER.match(test))}
    return (*(test for test in cell.na if test not in told), *cell.missing)


def _says_not_applicable(reference: str) -> str:
    return f"{reference}={_quoted(NOT_APPLICABLE_PHRASE)}"


def _is_no_number(reference: str) -> str:
    return f"NOT(ISNUMBER({reference}))"


_IS_NO_NUMBER = re.compile(r"NOT\(ISNUMBER\(([^()]+)\)\)$")


def _vote(cell: Cell, neutral: str, vote: str = "") -> str:
    return _if(_nothing(cell), neutral, vote or cell.value)


def _all_na(items: Sequence[Cell]) -> Tests:
    tests = [_or(item.na) for item in items if item.na]
    if len(tests) < len(items):
        return ()
    return (f"AND({','.join(tests)})",) if len(tests) > 1 else tuple(tests)


def _some_missing(items: Sequence[Cell]) -> Tests:
    return tuple(_if(item.na, "FALSE", _or(item.missing)) for item in items if item.missing)


def _open(undecided: str, items: Sequence[Cell]) -> Tests:
    tests = _some_missing(items)
    return (f"AND({undecided},{_or(tests)})",) if tests else ()


def _letters(text: str, mask: str, sign: str, low: int, high: int) -> str:
    places = [str(position) for position, letter in enumerate(mask, start=1) if letter == sign]
    code = f"CODE(MID({text},{{{','.join(places)}}},1))"
    return f"SUMPRODUCT(({code}>={low})*({code}<={high}))={len(places)}" if places else ""


def _if(tests: Tests, then: str, otherwise: str) -> str:
    return f"IF({_or(tests)},{then},{otherwise})" if tests else otherwise


def _or(tests: Tests) -> str:
    if not tests:
        return "FALSE"
    return tests[0] if len(tests) == 1 else f"OR({','.join(tests)})"


def _number(value: float) -> str:
    return repr(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value).upper()


def _quoted(value: str) -> str:
    return '"' + value.replace('"', '""') + '"'
