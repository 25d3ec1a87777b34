"""What building from a file needs, whichever file it is: parsing expressions and collecting faults with their place."""

from collections.abc import Iterable, Mapping
from typing import Any

from etam.content.files import Document, Fault, Pointer
from etam.expressions import Expression, ExpressionError, Type, parse


class Builder:
    """Builds from a file that fits its schema, and collects in `faults` what the schema cannot see.

    `types` are the names that expressions may use, `inherited` the source and basis that entries have by default.
    """

    types: Mapping[str, Type]

    def __init__(self, document: Document):
        self.document = document
        self.data: Mapping[str, Any] = document.data
        self.faults: list[Fault] = []
        self.inherited = {key: self.data[key] for key in ("source", "basis") if key in self.data}

    def fault(self, pointer: Pointer, message: str) -> None:
        self.faults.append(self.document.fault(pointer, message))

    def expression(self, text: str, pointer: Pointer, condition: bool | None = None) -> Expression:
        """Parse `text`; a fault is noted at `pointer` and a harmless expression returned."""
        try:
            parsed = parse(text, self.types)
        except ExpressionError as error:
            self.fault(pointer, str(error))
            return parse("1 == 1" if condition else "0")
        if condition is not None and parsed.is_condition is not condition:
            self.fault(pointer, f'"{text}" is {"no" if condition else "a"} condition')
        return parsed

    def refuse_twice(self, entries: Iterable[tuple[str, Pointer]], what: str) -> None:
        """Note a fault where a name stands that stood before."""
        seen: set[str] = set()
        for name, pointer in entries:
            if name in seen:
                self.fault(pointer, f'{what} "{name}" appears twice')
            seen.add(name)
