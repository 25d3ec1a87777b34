"""What every page shows around its content."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from etam.demonstration.roles import DEMO_GROUPS
from etam.institutions import access
from etam.institutions.models import Membership


@dataclass(frozen=True)
class NavItem:
    """One entry of a menu."""

    label: str
    url: str
    current: bool = False


PUBLIC = (
    ("Tujuh rekomendasi", "home"),
    ("Peringkat", "ranking"),
    ("Tertib arsip", "archives"),
    ("Profil daerah", "regencies"),
    ("Perpustakaan", "directory"),
    ("Akreditasi", "accreditation"),
    ("Peraturan", "regulations"),
    ("Rapat", "meetings"),
    ("Metode", "methods"),
    ("Bantuan", "help"),
)
# The menu above is full; the board, the profiles and the foot of every page lead to these.
PUBLIC_MORE = (
    ("Desa dan sekolah", "bodies"),
    ("Formasi", "formation"),
    ("Program", "programmes"),
)
ABOUT = (
    ("Jadwal rilis", "schedule"),
    ("Jadwal sosialisasi", "coming-events"),
    ("Pembetulan", "corrections"),
    ("Tentang data dan lisensi", "about-data"),
    ("Kerancuan antarperaturan", "confusions"),
    ("Aksesibilitas", "accessibility"),
    ("Pelindungan data pribadi", "privacy"),
)
# The third part names roles and, for partners, agencies; an entry without any is for everybody.
DESK: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Tugas saya", "desk", ()),
    ("Isian", "submissions:mine", ("operator",)),
    ("Berkas", "exchange:uploads", ("operator", "verifier", "officer")),
    ("Bukti dukung", "evidence:index", ("operator", "verifier", "officer", "observer")),
    ("Verifikasi", "submissions:queue", ("verifier",)),
    ("Penerimaan", "submissions:acceptance", ("officer",)),
    ("Penilaian", "assessments:mine", ("operator", "verifier", "assessor", "officer", "observer")),
    ("Akreditasi", "assessments:accreditation", ("operator", "verifier", "officer", "observer")),
    ("Pengawasan kearsipan", "assessments:programmes", ("verifier", "officer", "assessor", "observer")),
    ("Peraturan", "regulations:index", ("verifier", "officer", "observer")),
    ("Sosialisasi", "outreach:index", ("operator", "verifier", "officer", "observer")),
    ("Desa dan sekolah", "programmes:bodies", ("verifier", "officer", *access.PARTNER_BODIES, "observer")),
    ("Rapat", "meetings:index", ("operator", "verifier", "officer", "partner", "observer")),
    ("Jabatan", "workforce:index", ("operator", "verifier", "officer", "partner", "observer")),
    ("Tindak lanjut", "followup:index", ("operator", "verifier", "officer", "observer")),
    ("Program", "programmes:activities", ("operator", "verifier", "officer", "bappeda", "observer")),
    ("Permintaan pusat", "obligations:index", ("officer", "observer")),
    ("Kelengkapan", "submissions:completeness", ("verifier", "officer", "observer", "administrator")),
    ("Putaran", "submissions:rounds", ("officer",)),
    ("Lembaga", "institutions:index", ("officer",)),
    ("Perhitungan", "indices:runs", ("officer", "observer")),
    ("Orang", "people", ("administrator",)),
    ("Riwayat", "journal", ("administrator",)),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Menus, the signed-in line, the sample ribbon and the demonstration bar."""
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    roles = access.roles(user) | _agencies(user) if signed_in else set()
    return {
        "nav": _items(request, _desk_menu(roles)) if signed_in and _is_desk(request) else _items(request, PUBLIC),
        "public_nav": _items(request, PUBLIC + PUBLIC_MORE),
        "footer_nav": _items(request, ABOUT),
        "desk_url": reverse("desk") if signed_in else "",
        "user_line": access.user_line(user) if signed_in else "",
        "demo_roles": DEMO_GROUPS if settings.DEMO else {},
        "etam_sample": settings.DEMO,
        "search_url": reverse("search"),
    }


def _is_desk(request: HttpRequest) -> bool:
    return request.path.startswith(("/meja/", "/akun/"))


def _desk_menu(roles: set[str]) -> list[tuple[str, str]]:
    return [(label, name) for label, name, allowed in DESK if not allowed or roles & set(allowed)]


def _agencies(user: Any) -> set[str]:
    """The agencies that a partner acts for: some entries are for one of them only."""
    return {one.agency for one in access.memberships(user) if one.role == Membership.Role.PARTNER and one.agency}


def _items(request: HttpRequest, menu: Any) -> list[NavItem]:
    urls = [(label, reverse(name)) for label, name in menu]
    # The longest address that the page lies under is the current one: "/" lies under everything.
    current = max((url for _, url in urls if request.path.startswith(url)), key=len, default="")
    return [NavItem(label, url, url == current and (url != "/" or request.path == "/")) for label, url in urls]
