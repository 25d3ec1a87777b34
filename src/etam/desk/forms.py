"""What an administrator types in."""

from datetime import date
from typing import Any

from django import forms

from etam.institutions.models import AGENCIES, Institution, Membership, Region
from etam.web.forms import day_field


class AccountForm(forms.Form):
    """A new person."""

    name = forms.CharField(label="Nama", max_length=200)
    email = forms.EmailField(label="Alamat surel", help_text="Dipakai untuk masuk.")


class MembershipForm(forms.Form):
    """What a person acts for, in which role, from when."""

    role = forms.ChoiceField(label="Peran", choices=Membership.Role.choices)
    institution = forms.CharField(
        label="Kode lembaga",
        required=False,
        help_text="Untuk petugas: kode pada halaman perpustakaan, misalnya L00301.",
    )
    region = forms.ModelChoiceField(
        label="Wilayah",
        queryset=Region.objects.filter(level__lte=Region.Level.REGENCY, valid_to__isnull=True),
        required=False,
        empty_label="–",
        help_text="Untuk verifikator, atau untuk membatasi mitra dan pengamat.",
    )
    agency = forms.ChoiceField(label="Instansi mitra", choices=[("", "–"), *AGENCIES.items()], required=False)
    valid_from = day_field("Mulai", initial=date.today)
    valid_to = day_field("Sampai", required=False, help_text="Kosong: tanpa batas.")

    def clean_institution(self) -> Institution | None:
        code = self.cleaned_data["institution"].strip()
        if not code:
            return None
        institution = Institution.objects.filter(code=code).first()
        if institution is None:
            raise forms.ValidationError(f"Tidak ada lembaga dengan kode {code}.")
        return institution

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("valid_to") and data.get("valid_from") and data["valid_to"] < data["valid_from"]:
            self.add_error("valid_to", "Tanggal akhir mendahului tanggal mulai.")
        return data
