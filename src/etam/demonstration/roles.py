"""The roles that the demonstration's bar offers, one click each."""

from typing import NamedTuple


class DemoRole(NamedTuple):
    """A key for the form, a label for the bar, and the invented person behind it."""

    key: str
    label: str
    email: str


DEMO_ROLES = (
    DemoRole("operator", "Petugas perpustakaan", "petugas@contoh.etam"),
    DemoRole("verifier", "Verifikator Kutai Timur", "verifikator@contoh.etam"),
    DemoRole("officer", "Petugas provinsi", "provinsi@contoh.etam"),
    DemoRole("publisher", "Petugas provinsi kedua", "penerbit@contoh.etam"),
    DemoRole("assessor", "Asesor / auditor", "asesor@contoh.etam"),
    DemoRole("auditee", "Petugas perangkat daerah", "auditi@contoh.etam"),
    DemoRole("partner", "Mitra (Disdikbud)", "mitra@contoh.etam"),
    DemoRole("observer", "Pengamat (Perpusnas)", "pengamat@contoh.etam"),
    DemoRole("administrator", "Administrator", "admin@contoh.etam"),
)
