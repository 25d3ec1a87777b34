"""What a code is called in another list, forwards or backwards through what was mapped."""

from collections import defaultdict
from dataclasses import dataclass

from etam.programmes.models import BudgetCode, CodeMapping, CodeVersion


@dataclass(frozen=True)
class Translated:
    """What a code is in another list: its codes there (several where it was split), and how sure that is.

    Without codes it was dropped (`is_dropped`) or nobody knows.
    """

    codes: tuple[BudgetCode, ...]
    is_sure: bool
    is_dropped: bool = False

    @property
    def code(self) -> str:
        return " + ".join(one.code for one in self.codes)

    @property
    def name(self) -> str:
        return " + ".join(one.name for one in self.codes)


class Translator:
    """Reads codes of any list in one list, forwards or backwards through what was mapped; three queries for all."""

    def __init__(self, version: CodeVersion):
        self.version = version
        self.order = {one.pk: place for place, one in enumerate(CodeVersion.objects.order_by("place", "id"))}
        self.onward: dict[int, list[CodeMapping]] = defaultdict(list)
        self.back: dict[int, list[CodeMapping]] = defaultdict(list)
        for row in CodeMapping.objects.select_related("old", "new"):
            self.onward[row.old_id].append(row)
            if row.new_id is not None:
                self.back[row.new_id].append(row)

    def read(self, code: BudgetCode) -> Translated:
        """What `code` is in the list of this translator."""
        if code.version_id == self.version.pk:
            return Translated((code,), True)
        forwards = self.order[code.version_id] < self.order[self.version.pk]
        return self._forwards(code) if forwards else self._backwards(code)

    def _forwards(self, code: BudgetCode) -> Translated:
        here, is_sure, seen = [code], True, {code.pk}
        found: dict[int, BudgetCode] = {}
        dropped = False
        while here:
            one = here.pop()
            for row in self._towards(self.onward[one.pk]):
                is_sure, dropped = is_sure and row.is_sure, dropped or row.new is None
                if row.new is None or row.new.pk in seen:
                    continue
                seen.add(row.new.pk)
                if row.new.version_id == self.version.pk:
                    found[row.new.pk] = row.new
                else:
                    here.append(row.new)
        return _translated(found, is_sure, dropped)

    def _towards(self, rows: list[CodeMapping]) -> list[CodeMapping]:
        """The rows that lead to the wanted list, or else those that lead part of the way."""
        direct = [row for row in rows if row.version_id == self.version.pk]
        limit = self.order[self.version.pk]
        return direct or [row for row in rows if self.order[row.version_id] < limit]

    def _backwards(self, code: BudgetCode) -> Translated:
        here, is_sure, seen = [code], True, {code.pk}
        found: dict[int, BudgetCode] = {}
        limit = self.order[self.version.pk]
        while here:
            rows = self.back[here.pop().pk]
            direct = [row for row in rows if row.old.version_id == self.version.pk]
            for row in direct or [row for row in rows if self.order[row.old.version_id] > limit]:
                is_sure = is_sure and row.is_sure
                if row.old.pk in seen:
                    continue
                seen.add(row.old.pk)
                if row.old.version_id == self.version.pk:
                    found[row.old.pk] = row.old
                else:
                    here.append(row.old)
        return _translated(found, is_sure, False)


def elsewhere(code: BudgetCode) -> list[tuple[CodeVersion, Translated]]:
    """What a code is in every other list that says something about it, the newest first."""
    others = CodeVersion.objects.exclude(pk=code.version_id).order_by("-place", "-id")
    found = [(one, Translator(one).read(code)) for one in others]
    return [(one, there) for one, there in found if there.codes or there.is_dropped]


def _translated(found: dict[int, BudgetCode], is_sure: bool, dropped: bool) -> Translated:
    codes = tuple(sorted(found.values(), key=lambda one: one.code))
    return Translated(codes, is_sure and bool(codes or dropped), dropped and not codes)
