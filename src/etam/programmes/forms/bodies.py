"""What is typed in about villages and schools."""

from typing import Any

from django import forms

from etam.institutions.models import ParentBody, Region
from etam.programmes.queries.bodies import Cursor

ENDED = "berakhir"
LEVELS = {
    "village": {"desa": "Desa", "kelurahan": "Kelurahan"},
    "school": {"sd_mi": "SD/MI", "smp_mts": "SMP/MTs", "sma_smk_ma": "SMA/SMK/MA", "slb": "SLB"},
}
LEVEL_WORDS = {code: label for levels in LEVELS.values() for code, label in levels.items()}
STATES = {"has": "Ada perpustakaan", "none": "Belum ada", "unknown": "Belum diketahui", ENDED: "Sudah berakhir"}
MAX_KEY = 2**63 - 1


class BodyFilter(forms.Form):
    """Search among villages or schools; a value that does not exist is left out."""

    cari = forms.CharField(required=False, max_length=100)
    daerah = forms.ChoiceField(label="Kabupaten/kota", required=False)
    kecamatan = forms.ChoiceField(label="Kecamatan", required=False)
    jenjang = forms.ChoiceField(required=False)
    keadaan = forms.ChoiceField(label="Perpustakaan", required=False, choices=[("", "Semua"), *STATES.items()])

    def __init__(self, data: Any, kind: str, places: list[Region]):
        super().__init__(data)
        chosen = data.get("daerah", "")
        self.kind = kind
        self.fields["cari"].label = "Nama atau kode" if kind == "village" else "Nama atau NPSN"
        self.fields["jenjang"].label = "Jenis" if kind == "village" else "Jenjang"
        districts = Region.objects.filter(level=3, parent=chosen, valid_to__isnull=True) if chosen else []
        self._offer("daerah", [(one.code, one.short_name) for one in places])
        self._offer("kecamatan", [(one.code, one.name) for one in districts])
        self._offer("jenjang", list(LEVELS[kind].items()))
        self.is_valid()

    def given(self) -> dict[str, Any]:
        """What the search is narrowed to, in the words of `institutions.queries.bodies.found`."""
        held = {name: self.cleaned_data.get(name, "") for name in self.fields}
        is_ended = held["keadaan"] == ENDED
        return {
            "kind": self.kind,
            "text": held["cari"],
            "regency": held["daerah"],
            "district": held["kecamatan"],
            "subtype": held["jenjang"],
            "state": "" if is_ended else held["keadaan"],
            "ended": is_ended,
        }

    def kept(self) -> dict[str, str]:
        """The same as parts of an address."""
        return {name: value for name in self.fields if (value := self.cleaned_data.get(name, ""))}

    @property
    def is_narrowed(self) -> bool:
        return bool(self.kept())

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = [("", "Semua"), *choices]


def cursor_from(data: Any) -> Cursor | None:
    """The place in a list that an address names; None for the beginning and for what is no place."""
    for word, is_back in (("sesudah", False), ("sebelum", True)):
        key, _, name = data.get(word, "").partition(".")
        if key.isascii() and key.isdigit() and int(key) <= MAX_KEY:
            return Cursor(name, int(key), is_back)
    return None


def cursor_part(cursor: Cursor) -> dict[str, str]:
    """A place in a list as part of an address."""
    return {"sebelum" if cursor.is_back else "sesudah": f"{cursor.pk}.{cursor.name}"}


def level_word(body: ParentBody) -> str:
    """What a village or school is, as people say it: "Kampung", "SD", "SMA/SMK/MA"."""
    return body.form or LEVEL_WORDS.get(body.subtype, body.subtype)
