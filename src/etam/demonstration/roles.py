"""The roles that the demonstration's bar offers, grouped by kind of role."""

from typing import NamedTuple


class DemoRole(NamedTuple):
    """A key for the form, a label for the bar, the invented person behind it, and the agency of a partner."""

    key: str
    label: str
    email: str
    agency: str = ""


DEMO_GROUPS = {
    "Perpustakaan dan kantor arsip": (
        DemoRole("operator", "Petugas perpustakaan", "petugas@contoh.etam"),
        DemoRole("auditee", "Petugas perangkat daerah", "auditi@contoh.etam"),
        DemoRole("verifier", "Verifikator Kutai Timur", "verifikator@contoh.etam"),
    ),
    "Provinsi": (
        DemoRole("officer", "Petugas provinsi", "provinsi@contoh.etam"),
        DemoRole("publisher", "Petugas provinsi kedua", "penerbit@contoh.etam"),
        DemoRole("assessor", "Asesor / auditor", "asesor@contoh.etam"),
    ),
    "Mitra": (
        DemoRole("partner", "Mitra (Disdikbud)", "mitra@contoh.etam", "disdikbud"),
        DemoRole("partner_dpmpd", "Mitra (DPMPD)", "dpmpd@contoh.etam", "dpmpd"),
        DemoRole("partner_bkd", "Mitra (BKD)", "bkd@contoh.etam", "bkd"),
        DemoRole("partner_biro", "Mitra (Biro Organisasi)", "biro-organisasi@contoh.etam", "biro-organisasi"),
        DemoRole("partner_bappeda", "Mitra (Bappeda)", "bappeda@contoh.etam", "bappeda"),
    ),
    "Instansi pembina": (
        DemoRole("partner_perpusnas", "Instansi pembina (Perpusnas)", "perpusnas@contoh.etam", "perpusnas"),
        DemoRole("partner_anri", "Instansi pembina (ANRI)", "anri@contoh.etam", "anri"),
    ),
    "Melihat dan mengurus": (
        DemoRole("observer", "Pengamat (Perpusnas)", "pengamat@contoh.etam"),
        DemoRole("administrator", "Administrator", "admin@contoh.etam"),
    ),
}
DEMO_ROLES = tuple(role for group in DEMO_GROUPS.values() for role in group)
