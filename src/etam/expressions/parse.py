"""Text to tree: a small whitelist of Python's syntax, nothing else."""

import ast
from collections.abc import Callable, Collection, Mapping

from etam.expressions.tree import (
    Aggregate,
    AllOf,
    AnyOf,
    Arithmetic,
    Choose,
    Compare,
    Count,
    Expression,
    Function,
    Implies,
    Like,
    Member,
    Name,
    Negative,
    Node,
    Number,
    Opposite,
    StartsWith,
    State,
    Text,
    Whole,
)
from etam.expressions.values import Type

MAX_LENGTH = 8000
MAX_DEPTH = 60
PREFIXES = ("last_year", "peers")
"""Names before a dot: `last_year.titles`, `peers.<check>.low`."""

Names = Mapping[str, Type] | Collection[str] | None


class ExpressionError(ValueError):
    """An expression that cannot be used; `position` counts characters from 1."""

    def __init__(self, message: str, text: str, position: int = 1):
        self.reason = message
        self.text = text
        self.position = position
        super().__init__(f'{message} (position {position} in "{text}")')


def parse(text: str, names: Names = None) -> Expression:
    """Parse an expression.

    `names` limits which names may be read; as a mapping it also says what type each has. A name without a type is
    taken for a number unless it is compared with a text. `last_year.x` is known wherever `x` is.
    Raises ExpressionError for anything outside the language, an unknown name or function, or a mixture of types.
    """
    flat = " ".join(text.split())
    if len(flat) > MAX_LENGTH:
        raise ExpressionError(f"the expression is longer than {MAX_LENGTH} characters", flat[:40])
    try:
        body = ast.parse(flat, mode="eval").body
    except SyntaxError as error:
        raise ExpressionError(
            f"is not an expression: {error.msg}",
            flat,
            error.offset if error.offset and error.offset > 1 else len(flat) + 1,
        ) from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise ExpressionError(f"is not an expression: {error}", flat) from error
    return Expression(flat, _Builder(flat, names).build(body))


_ARITHMETIC: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_COMPARE: dict[type[ast.cmpop], str] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip


class _Builder:
    """Turns Python's syntax tree into ours and refuses what is not ours."""

    def __init__(self, text: str, names: Names):
        self.text = text
        self.names = names
        self.depth = 0

    def build(self, node: ast.expr) -> Node:
        handler: Callable[[ast.expr], Node] | None = getattr(self, f"_{type(node).__name__.lower()}", None)
        if handler is None:
            raise self._error(node, f"{type(node).__name__} is not part of the language")
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self._error(node, f"is nested deeper than {MAX_DEPTH} levels")
        built = handler(node)
        self.depth -= 1
        return built

    def _constant(self, node: ast.Constant) -> Node:
        if isinstance(node.value, str):
            return Text(node.value)
        if isinstance(node.value, bool) or not isinstance(node.value, int | float):
            raise self._error(node, f"{node.value!r} is neither a number nor a text")
        return Number(float(node.value))

    def _name(self, node: ast.Name) -> Node:
        return self._named(node, node.id)

    def _attribute(self, node: ast.Attribute) -> Node:
        dotted = ast.unparse(node)
        prefix, _, rest = dotted.partition(".")
        if prefix not in PREFIXES:
            raise self._error(node, f'only {" and ".join(PREFIXES)} may stand before a dot, not "{prefix}"')
        if prefix == "peers":
            return Name(dotted)
        return Name(dotted, self._named(node, rest).type)

    def _named(self, node: ast.expr, name: str) -> Name:
        if self.names is not None and name not in self.names:
            raise self._error(node, f'unknown element "{name}"')
        return Name(name, self.names[name] if isinstance(self.names, Mapping) else Type.NUMBER)

    def _unaryop(self, node: ast.UnaryOp) -> Node:
        if isinstance(node.op, ast.Not):
            return Opposite(self._condition(node.operand))
        if isinstance(node.op, ast.USub):
            operand = self._number(node.operand)
            return Number(-operand.value) if isinstance(operand, Number) else Negative(operand)
        raise self._error(node, f"{type(node.op).__name__} is not part of the language")

    def _binop(self, node: ast.BinOp) -> Node:
        operator = _ARITHMETIC.get(type(node.op))
        if operator is None:
            raise self._error(node, f"{type(node.op).__name__} is not part of the language; use + - * /")
        return Arithmetic(operator, self._number(node.left), self._number(node.right))

    def _boolop(self, node: ast.BoolOp) -> Node:
        items = tuple(self._condition(value) for value in node.values)
        return AllOf(items) if isinstance(node.op, ast.And) else AnyOf(items)

    def _compare(self, node: ast.Compare) -> Node:
        operands = [node.left, *node.comparators]
        pairs = tuple(
            self._pair(operator, left, right)
            for operator, left, right in zip(node.ops, operands, operands[1:], strict=False)
        )
        return pairs[0] if len(pairs) == 1 else AllOf(pairs)

    def _pair(self, operator: ast.cmpop, left: ast.expr, right: ast.expr) -> Node:
        if isinstance(operator, ast.In | ast.NotIn):
            member = self._member(left, right)
            return member if isinstance(operator, ast.In) else Opposite(member)
        if type(operator) not in _COMPARE:
            raise self._error(left, f"{type(operator).__name__} is not part of the language")
        first, second = self._alike(left, [self.build(left), self.build(right)])
        sign = _COMPARE[type(operator)]
        if first.type is Type.TEXT and sign not in ("==", "!="):
            raise self._error(left, f"texts cannot be ordered with {sign}")
        return Compare(sign, first, second)

    def _member(self, left: ast.expr, right: ast.expr) -> Member:
        if not isinstance(right, ast.Tuple | ast.List) or not right.elts:
            raise self._error(right, "after in stands a list such as (1, 2)")
        options = [self._constant(item) if isinstance(item, ast.Constant) else self.build(item) for item in right.elts]
        if not all(isinstance(option, Number | Text) for option in options):
            raise self._error(right, "the list after in holds numbers and texts only")
        operand, *rest = self._alike(left, [self.build(left), *options])
        return Member(operand, tuple(rest))

    def _call(self, node: ast.Call) -> Node:
        if not isinstance(node.func, ast.Name) or node.func.id not in _FUNCTIONS:
            raise self._error(node, f'unknown function "{ast.unparse(node.func)}"; known: {", ".join(_FUNCTIONS)}')
        if node.keywords or any(isinstance(argument, ast.Starred) for argument in node.args):
            raise self._error(node, f"{node.func.id} takes plain arguments only")
        count, make = _FUNCTIONS[node.func.id]
        if (count and len(node.args) != count) or not node.args:
            raise self._error(node, f"{node.func.id} takes {count or 'one or more'} arguments, not {len(node.args)}")
        return make(self, node.func.id, node.args)

    def _aggregate(self, name: str, arguments: list[ast.expr]) -> Node:
        return Aggregate(name, tuple(self._number(argument) for argument in arguments))

    def _count(self, name: str, arguments: list[ast.expr]) -> Node:
        return Count(tuple(self._condition(argument) for argument in arguments))

    def _function(self, name: str, arguments: list[ast.expr]) -> Node:
        return Function(name, self._number(arguments[0]))

    def _state(self, name: str, arguments: list[ast.expr]) -> Node:
        return State(name, self.build(arguments[0]))

    def _whole(self, name: str, arguments: list[ast.expr]) -> Node:
        return Whole(self._number(arguments[0]))

    def _implies(self, name: str, arguments: list[ast.expr]) -> Node:
        return Implies(self._condition(arguments[0]), self._condition(arguments[1]))

    def _choose(self, name: str, arguments: list[ast.expr]) -> Node:
        then, otherwise = self._alike(arguments[1], [self.build(argument) for argument in arguments[1:]])
        return Choose(self._condition(arguments[0]), then, otherwise)

    def _like(self, name: str, arguments: list[ast.expr]) -> Node:
        return Like(self._text(arguments[0]), self._literal(name, arguments[1]))

    def _starts_with(self, name: str, arguments: list[ast.expr]) -> Node:
        return StartsWith(self._text(arguments[0]), self._literal(name, arguments[1]))

    def _literal(self, name: str, node: ast.expr) -> str:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
            return node.value
        raise self._error(node, f'the second argument of {name} is a text such as "abc"')

    def _number(self, node: ast.expr) -> Node:
        built = self.build(node)
        if not built.type.is_number:
            raise self._error(node, f"a number is needed here, not a {built.type.value}")
        return built

    def _condition(self, node: ast.expr) -> Node:
        built = self.build(node)
        if built.type is not Type.CONDITION:
            raise self._error(node, f"a condition is needed here, not a {built.type.value}")
        return built

    def _text(self, node: ast.expr) -> Node:
        built = self._as_text(self.build(node))
        if built.type is not Type.TEXT:
            raise self._error(node, f"a text is needed here, not a {built.type.value}")
        return built

    def _alike(self, where: ast.expr, nodes: list[Node]) -> list[Node]:
        if any(node.type is Type.TEXT for node in nodes):
            nodes = [self._as_text(node) for node in nodes]
        kinds = {"number" if node.type.is_number else node.type.value for node in nodes}
        if len(kinds) > 1:
            raise self._error(where, f"mixes {' and '.join(sorted(kinds))}")
        return nodes

    def _as_text(self, node: Node) -> Node:
        has_types = isinstance(self.names, Mapping)
        return Name(node.name, Type.TEXT) if isinstance(node, Name) and not has_types else node

    def _error(self, node: ast.expr, message: str) -> ExpressionError:
        start = len(self.text.encode()[: node.col_offset].decode(errors="ignore"))
        return ExpressionError(message, self.text, start + 1)


_Maker = Callable[[_Builder, str, list[ast.expr]], Node]

_FUNCTIONS: dict[str, tuple[int, _Maker]] = {
    "sum": (0, _Builder._aggregate),
    "min": (0, _Builder._aggregate),
    "max": (0, _Builder._aggregate),
    "count": (0, _Builder._count),
    "abs": (1, _Builder._function),
    "log": (1, _Builder._function),
    "sqrt": (1, _Builder._function),
    "if_": (3, _Builder._choose),
    "implies": (2, _Builder._implies),
    "given": (1, _Builder._state),
    "missing": (1, _Builder._state),
    "not_applicable": (1, _Builder._state),
    "whole": (1, _Builder._whole),
    "like": (2, _Builder._like),
    "starts_with": (2, _Builder._starts_with),
}

FUNCTIONS = tuple(_FUNCTIONS)
