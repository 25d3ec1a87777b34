"""What a visitor may ask for. Every field may stay empty; a value that does not exist is left out."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from etam.content.kinds import LIBRARY
from etam.institutions import queries
from etam.institutions.models import Institution
from etam.publishing import reference
from etam.publishing.queries import accreditation


class DirectoryForm(forms.Form):
    """Search in the directory of libraries."""

    q = forms.CharField(label="Nama, NPP, atau NPSN", required=False, max_length=100)
    daerah = forms.ChoiceField(label="Kabupaten/kota", required=False)
    kecamatan = forms.ChoiceField(label="Kecamatan", required=False)
    jenis = forms.ChoiceField(label="Jenis", required=False)
    akreditasi = forms.ChoiceField(label="Akreditasi", required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        kinds = reference.kinds()
        self._offer("daerah", "Semua kabupaten/kota", list(reference.regency_names().items()))
        self._offer("jenis", "Semua jenis", [(code, kinds.label(code)) for code in kinds.of_family(LIBRARY)])
        self._offer("akreditasi", "Semua", list(accreditation.STANDING.items()))
        chosen = self.data.get("daerah", "")
        districts = reference.regions().children(chosen) if chosen in reference.regency_names() else []
        self._offer("kecamatan", "Semua kecamatan", [(one.code, one.name) for one in districts])
        if not districts:
            # Without a kab/kota there would be 105 of them: the field comes once one is chosen.
            del self.fields["kecamatan"]

    def search(self, today: date) -> "QuerySet[Institution]":
        """The libraries that answer; what is not valid is left out."""
        given = {name: self.cleaned_data.get(name, "") for name in ("q", "daerah", "kecamatan", "jenis", "akreditasi")}
        place = given["kecamatan"] or given["daerah"]
        found = queries.search(given["q"], region=place, kind=given["jenis"]).filter(queries.of_libraries())
        return accreditation.narrowed(found, given["akreditasi"], today).order_by("name", "id")

    def _offer(self, field: str, everything: str, choices: list[tuple[str, str]]) -> None:
        offered = self.fields[field]
        if isinstance(offered, forms.ChoiceField):
            offered.choices = [("", everything), *choices]


class SearchForm(forms.Form):
    """One box over everything public."""

    q = forms.CharField(label="Cari daerah, perpustakaan, peraturan, atau metode", required=False, max_length=100)
