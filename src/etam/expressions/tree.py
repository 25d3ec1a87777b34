"""The nodes of a parsed expression."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from etam.expressions.values import Type


@dataclass(frozen=True)
class Node:
    @property
    def type(self) -> Type:
        return Type.CONDITION

    def children(self) -> Iterator["Node"]:
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, Node):
                yield value
            elif isinstance(value, tuple):
                yield from (item for item in value if isinstance(item, Node))


@dataclass(frozen=True)
class Number(Node):
    value: float

    @property
    def type(self) -> Type:
        return Type.WHOLE if self.value == int(self.value) else Type.NUMBER


@dataclass(frozen=True)
class Text(Node):
    value: str

    @property
    def type(self) -> Type:
        return Type.TEXT


@dataclass(frozen=True)
class Name(Node):
    name: str
    of: Type = Type.NUMBER

    @property
    def type(self) -> Type:
        return self.of


@dataclass(frozen=True)
class Negative(Node):
    operand: Node

    @property
    def type(self) -> Type:
        return self.operand.type


@dataclass(frozen=True)
class Arithmetic(Node):
    operator: str
    left: Node
    right: Node

    @property
    def type(self) -> Type:
        return _joined(self.left, self.right) if self.operator != "/" else Type.NUMBER


@dataclass(frozen=True)
class Function(Node):
    """A function of one number: abs, log, sqrt."""

    name: str
    operand: Node

    @property
    def type(self) -> Type:
        return self.operand.type if self.name == "abs" else Type.NUMBER


@dataclass(frozen=True)
class Aggregate(Node):
    """sum, min or max of what applies."""

    name: str
    items: tuple[Node, ...]

    @property
    def type(self) -> Type:
        return _joined(*self.items)


@dataclass(frozen=True)
class Count(Node):
    """How many conditions hold; one that is unknown or does not apply does not."""

    items: tuple[Node, ...]

    @property
    def type(self) -> Type:
        return Type.WHOLE


@dataclass(frozen=True)
class Compare(Node):
    operator: str
    left: Node
    right: Node

    @property
    def compares(self) -> Type:
        """TEXT, WHOLE (compared exactly) or NUMBER (compared within the tolerance)."""
        return Type.TEXT if self.left.type is Type.TEXT else _joined(self.left, self.right)


@dataclass(frozen=True)
class Member(Node):
    operand: Node
    options: tuple[Node, ...]


@dataclass(frozen=True)
class AllOf(Node):
    items: tuple[Node, ...]


@dataclass(frozen=True)
class AnyOf(Node):
    items: tuple[Node, ...]


@dataclass(frozen=True)
class Opposite(Node):
    operand: Node


@dataclass(frozen=True)
class Choose(Node):
    condition: Node
    then: Node
    otherwise: Node

    @property
    def type(self) -> Type:
        return _joined(self.then, self.otherwise) if self.then.type.is_number else self.then.type


@dataclass(frozen=True)
class Implies(Node):
    condition: Node
    then: Node


@dataclass(frozen=True)
class State(Node):
    """given, missing or not_applicable: always a plain yes or no."""

    name: str
    operand: Node


@dataclass(frozen=True)
class Whole(Node):
    operand: Node


@dataclass(frozen=True)
class Like(Node):
    """The text fits a mask: 0 stands for a digit, A for a capital letter A–Z, anything else for itself."""

    operand: Node
    mask: str


@dataclass(frozen=True)
class StartsWith(Node):
    operand: Node
    prefix: str


@dataclass(frozen=True)
class Expression:
    """A parsed expression with the text it came from."""

    text: str
    root: Node

    @property
    def type(self) -> Type:
        return self.root.type

    @property
    def is_condition(self) -> bool:
        return self.type is Type.CONDITION


def names(expression: Expression) -> tuple[str, ...]:
    """Every name the expression reads, in order of first appearance."""
    return tuple(dict.fromkeys(leaf.name for leaf in leaves(expression)))


def leaves(expression: Expression) -> Iterator[Name]:
    """The nodes of the expression that read a name."""
    return (node for node in _walk(expression.root) if isinstance(node, Name))


def _walk(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children():
        yield from _walk(child)


def _joined(*nodes: Node) -> Type:
    return Type.WHOLE if all(node.type is Type.WHOLE for node in nodes) else Type.NUMBER
