"""Which institution people mean by a code or a name that they wrote."""

from collections.abc import Iterable

from etam.content.regions import plain_name
from etam.institutions.models import Institution, Region
from etam.institutions.queries import institutions_by_name, regencies_by_word

NAMED = 3


class Unclear(Exception):
    """What was written means no institution, or several; `column` names where."""

    def __init__(self, column: str, sentence: str):
        super().__init__(sentence)
        self.column = column


class Directory:
    """The institutions that some codes and names may mean, read at once."""

    def __init__(self, codes: Iterable[str], names: Iterable[str]):
        self.regencies = regencies_by_word()
        rows = Institution.objects.filter(code__in=set(codes) - {""}).select_related("regency")
        self.by_code = {one.code: one for one in rows}
        self.by_name = institutions_by_name(names)

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
