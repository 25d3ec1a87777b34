"""Which institution people mean by a code or a name that they wrote."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet

from etam.content.regions import plain_name
from etam.institutions.models import Institution, Region
from etam.institutions.queries import regencies

NAMED = 3


class Unclear(Exception):
    """What was written means no institution, or several; `column` names where."""

    def __init__(self, column: str, sentence: str):
        super().__init__(sentence)
        self.column = column


class Directory:
    """The institutions that some codes and names may mean, read at once."""

    def __init__(self, codes: Iterable[str], names: Iterable[str]):
        self.regencies = _regency_names()
        self.by_code = {one.code: one for one in _rows().filter(code__in=set(codes) - {""})}
        self.by_name: dict[str, list[Institution]] = defaultdict(list)
        wanted = {plain_name(name) for name in names} - {""}
        if wanted:
            known = Institution.objects.order_by().values_list("pk", "name")
            keys = [key for key, name in known.iterator() if plain_name(name) in wanted]
            for one in _rows().filter(pk__in=keys):
                self.by_name[plain_name(one.name)].append(one)

    def regency(self, written: str) -> Region | None:
        """The kab/kota that is meant, None for an empty cell; raises Unclear."""
        if not written:
            return None
        found = self.regencies.get(plain_name(written), [])
        if len(found) != 1:
            raise Unclear("kabupaten_kota", f"Kabupaten/kota “{written}” tidak dikenal. Tulis misalnya Kutai Timur.")
        return found[0]

    def find(self, code: str, name: str, regency: Region | None) -> Institution | None:
        """The institution with this code or name; None where a name is not registered. Raises Unclear."""
        if code:
            if code not in self.by_code:
                raise Unclear("kode", f"Tidak ada lembaga dengan kode {code}. Periksa, atau kosongkan kodenya.")
            return self.by_code[code]
        found = self.by_name.get(plain_name(name), [])
        found = [one for one in found if regency is None or one.regency_id == regency.code]
        if len(found) > 1:
            some = ", ".join(f"{one.code} ({one.regency.short_name})" for one in found[:NAMED])
            raise Unclear("instansi", f"“{name}” dapat berarti {some}. Isi kodenya.")
        return found[0] if found else None


def _rows() -> QuerySet[Institution]:
    return Institution.objects.select_related("regency")


def _regency_names() -> dict[str, list[Region]]:
    """What people may write for a kab/kota: full name, short name, code."""
    found: dict[str, list[Region]] = defaultdict(list)
    for one in regencies():
        for word in {plain_name(one.name), plain_name(one.short_name), plain_name(one.code)}:
            found[word].append(one)
    return found
