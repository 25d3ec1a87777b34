"""What people type about who holds a post. Forms never show what is sealed: who corrects writes it anew."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone

from etam.institutions.models import Institution
from etam.web.formats import file_size
from etam.web.forms import day_field
from etam.workforce.actions.holders import Post
from etam.workforce.models import CorrectionRequest, Holder
from etam.workforce.persons import Person, plain_nip
from etam.workforce.rules import level_name, positions

OTHER = "other"
PURPOSES = {
    "check": "Mencocokkan dengan surat keputusan atau SIASN",
    "formation": "Menyiapkan usulan formasi atau pensiun",
    "request": "Permintaan orangnya sendiri",
    OTHER: "Keperluan lain, tulis di bawah",
}
NO_CACHE = {"autocomplete": "off"}
OPEN_TEXT = "Jangan tulis nama atau NIP: isian ini tidak disegel."


class _Sure(forms.Form):
    """A form whose doubts people confirm; the box shows only once there is something to confirm."""

    is_sure = forms.BooleanField(
        label="Sudah saya cocokkan dengan surat keputusannya; simpan apa adanya", required=False
    )

    @property
    def asks(self) -> bool:
        """Whether there is something to confirm."""
        return "is_sure" in self.errors


class HolderForm(_Sure):
    """A person and the post they hold."""

    office = forms.ModelChoiceField(Institution.objects.none(), label="Kantor", empty_label="Pilih kantor")
    name = forms.CharField(label="Nama", max_length=200, widget=forms.TextInput(attrs=NO_CACHE))
    nip = forms.CharField(
        label="NIP",
        max_length=30,
        help_text="18 angka.",
        widget=forms.TextInput(attrs={**NO_CACHE, "inputmode": "numeric"}),
    )
    born_on = day_field("Tanggal lahir")
    post = forms.ChoiceField(label="Jabatan dan jenjang")
    appointed_on = day_field("Diangkat pada", help_text="Tanggal mulai pada jenjang ini.")
    certificate = forms.CharField(
        label="Sertifikat kompetensi", max_length=120, required=False, help_text=f"Nomor atau lembaganya. {OPEN_TEXT}"
    )
    field_order = ("office", "name", "nip", "born_on", "post", "appointed_on", "certificate", "is_sure")

    def __init__(self, *args: Any, offices: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        office: Any = self.fields["office"]
        office.queryset = offices
        if offices.count() == 1:
            office.initial = offices.get()
        post: Any = self.fields["post"]
        post.choices = [("", "Pilih jenjang"), *_posts()]

    def clean_nip(self) -> str:
        return plain_nip(self.cleaned_data["nip"])

    def person(self) -> Person:
        given = self.cleaned_data
        return Person(given["nip"], " ".join(given["name"].split()), given["born_on"])

    def held(self) -> Post:
        given = self.cleaned_data
        position, level = given["post"].split(":")
        return Post(given["office"], position, level, given["appointed_on"], given["certificate"])


class NoHolderForm(forms.Form):
    """Which post has no holder, and since when that is known."""

    position = forms.ChoiceField(label="Jabatan", error_messages={"invalid_choice": "Pilih jabatan dari daftar."})
    on = day_field("Tidak ada sejak", help_text="Hari sejak jabatan ini pasti tidak dipangku siapa pun.")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        post: Any = self.fields["position"]
        post.choices = [(code, one.label["id"]) for code, one in positions().positions.items()]


class PurposeForm(forms.Form):
    """What somebody's data are opened for."""

    purpose = forms.ChoiceField(label="Untuk keperluan apa", choices=PURPOSES.items(), widget=forms.RadioSelect)
    other = forms.CharField(label="Keperluan lain", max_length=150, required=False, help_text=OPEN_TEXT)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data
        if given.get("purpose") == OTHER and not given.get("other", "").strip():
            self.add_error("other", "Tulis keperluannya.")
        return given

    def words(self) -> str:
        given = self.cleaned_data
        return given["other"].strip() if given["purpose"] == OTHER else PURPOSES[given["purpose"]]


class LevelForm(forms.Form):
    """Another level from a day on."""

    level = forms.ChoiceField(label="Jenjang baru")
    on = day_field("Sejak")
    certificate = forms.CharField(
        label="Sertifikat kompetensi", max_length=120, required=False, help_text=f"Kosongkan bila tetap. {OPEN_TEXT}"
    )

    def __init__(self, *args: Any, holder: Holder, **kwargs: Any):
        super().__init__(*args, **kwargs)
        known = positions().positions.get(holder.position)
        field: Any = self.fields["level"]
        levels = known.levels if known else ()
        field.choices = [("", "Pilih jenjang"), *((one, level_name(one)) for one in levels if one != holder.level)]


class EndForm(forms.Form):
    """From when and why somebody no longer holds the post."""

    on = day_field("Tidak lagi memangku sejak")
    reason = forms.ChoiceField(
        label="Karena",
        choices=[one for one in Holder.EndReason.choices if one[0] != Holder.EndReason.LEVEL],
        widget=forms.RadioSelect,
    )


class CertificateForm(forms.Form):
    """The certificate of competence."""

    certificate = forms.CharField(
        label="Sertifikat kompetensi",
        max_length=120,
        required=False,
        help_text=f"Kosongkan bila tidak ada. {OPEN_TEXT}",
    )


class CorrectForm(_Sure):
    """What was wrong, written anew."""

    name = forms.CharField(
        label="Nama yang benar", max_length=200, required=False, widget=forms.TextInput(attrs=NO_CACHE)
    )
    nip = forms.CharField(
        label="NIP yang benar",
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={**NO_CACHE, "inputmode": "numeric"}),
    )
    born_on = day_field("Tanggal lahir yang benar", required=False)
    field_order = ("name", "nip", "born_on", "is_sure")

    def clean_nip(self) -> str:
        return plain_nip(self.cleaned_data["nip"])


class AskForm(forms.Form):
    """What a person asked to have corrected, and when it arrived."""

    text = forms.CharField(
        label="Apa yang diminta",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Disegel seperti data orangnya.",
    )
    way = forms.CharField(label="Disampaikan lewat", max_length=120, help_text=f"Surat, surel, lisan. {OPEN_TEXT}")
    asked_at = forms.DateTimeField(
        label="Sampai pada",
        help_text="Batas jawaban 3 × 24 jam dihitung dari saat ini.",
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["asked_at"].initial = timezone.localtime().replace(second=0, microsecond=0)


class SettleForm(forms.Form):
    """What became of a request."""

    outcome = forms.ChoiceField(label="Hasil", choices=CorrectionRequest.Outcome.choices, widget=forms.RadioSelect)
    answer = forms.CharField(label="Jawaban kepada orangnya", max_length=300, help_text=OPEN_TEXT)


class ImportForm(forms.Form):
    """A list of holders as CSV or XLSX."""

    file = forms.FileField(
        label="Berkas CSV atau XLSX", widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"})
    )
    is_sure = forms.BooleanField(
        label="Yang tampak janggal sudah saya cocokkan dengan surat keputusannya", required=False
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if (file.size or 0) > settings.UPLOAD_LIMIT_BYTES:
            raise forms.ValidationError(
                f"Berkas ini {file_size(file.size)}; paling besar {file_size(settings.UPLOAD_LIMIT_BYTES)}."
            )
        return file


def _posts() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every level under its post, as the choices of one field."""
    return [
        (one.label["id"], [(f"{one.code}:{level}", f"{one.label['id']} {level_name(level)}") for level in one.levels])
        for one in positions().positions.values()
    ]
