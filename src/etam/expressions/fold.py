"""One walk over a tree for every target.

A target says what each kind of node becomes (`Algebra`); `fold` walks the tree and asks it. A new target, such as the
constraint of an XForm, is one more class and one more line in `targets.TARGETS`.
"""

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

from etam.expressions import tree
from etam.expressions.values import Type

T = TypeVar("T")


class Algebra(Protocol[T]):
    """What a target must be able to make; the semantics of each are in docs/decisions/expression-language.md."""

    def number(self, value: float) -> T: ...
    def text(self, value: str) -> T: ...
    def name(self, name: str, of: Type) -> T: ...
    def negative(self, operand: T) -> T: ...
    def arithmetic(self, operator: str, left: T, right: T) -> T: ...
    def function(self, name: str, operand: T) -> T: ...
    def aggregate(self, name: str, items: Sequence[T]) -> T: ...
    def count(self, items: Sequence[T]) -> T: ...
    def compare(self, operator: str, left: T, right: T, of: Type) -> T: ...
    def member(self, operand: T, options: Sequence[float | str]) -> T: ...
    def all_of(self, items: Sequence[T]) -> T: ...
    def any_of(self, items: Sequence[T]) -> T: ...
    def opposite(self, operand: T) -> T: ...
    def choose(self, condition: T, then: T, otherwise: T) -> T: ...
    def implies(self, condition: T, then: T) -> T: ...
    def state(self, name: str, operand: T) -> T: ...
    def whole(self, operand: T) -> T: ...
    def like(self, operand: T, mask: str) -> T: ...
    def starts_with(self, operand: T, prefix: str) -> T: ...


def fold(node: tree.Node, target: Algebra[T]) -> T:
    """What `node` becomes in `target`."""
    step: Callable[[Any, Any], Any] = _STEPS[type(node)]
    result: T = step(node, target)
    return result


def _each(nodes: Sequence[tree.Node], target: Algebra[T]) -> list[T]:
    return [fold(node, target) for node in nodes]


_STEPS: dict[type[tree.Node], Callable[[Any, Any], Any]] = {
    tree.Number: lambda node, target: target.number(node.value),
    tree.Text: lambda node, target: target.text(node.value),
    tree.Name: lambda node, target: target.name(node.name, node.of),
    tree.Negative: lambda node, target: target.negative(fold(node.operand, target)),
    tree.Arithmetic: lambda node, target: target.arithmetic(
        node.operator, fold(node.left, target), fold(node.right, target)
    ),
    tree.Function: lambda node, target: target.function(node.name, fold(node.operand, target)),
    tree.Aggregate: lambda node, target: target.aggregate(node.name, _each(node.items, target)),
    tree.Count: lambda node, target: target.count(_each(node.items, target)),
    tree.Compare: lambda node, target: target.compare(
        node.operator, fold(node.left, target), fold(node.right, target), node.compares
    ),
    tree.Member: lambda node, target: target.member(
        fold(node.operand, target), [option.value for option in node.options]
    ),
    tree.AllOf: lambda node, target: target.all_of(_each(node.items, target)),
    tree.AnyOf: lambda node, target: target.any_of(_each(node.items, target)),
    tree.Opposite: lambda node, target: target.opposite(fold(node.operand, target)),
    tree.Choose: lambda node, target: target.choose(
        fold(node.condition, target), fold(node.then, target), fold(node.otherwise, target)
    ),
    tree.Implies: lambda node, target: target.implies(fold(node.condition, target), fold(node.then, target)),
    tree.State: lambda node, target: target.state(node.name, fold(node.operand, target)),
    tree.Whole: lambda node, target: target.whole(fold(node.operand, target)),
    tree.Like: lambda node, target: target.like(fold(node.operand, target), node.mask),
    tree.StartsWith: lambda node, target: target.starts_with(fold(node.operand, target), node.prefix),
}
