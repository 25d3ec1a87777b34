"""Whose product a regulation is, from the name of its issuer. Pure."""

from etam.content.regions import plain_name

# Words that name the office, not the place: "Pemerintah Kabupaten Paser", "Bupati Paser", "Wali Kota Bontang".
OFFICE_WORDS = {
    "pemerintah", "daerah", "indonesia", "provinsi", "propinsi", "prov", "kabupaten", "kab", "kota",
    "gubernur", "bupati", "wali", "walikota", "pemprov", "pemkab", "pemkot",
}  # fmt: skip


def place_of(issuer: str) -> str:
    """The place in the name of a regional issuer, plainly: "Pemerintah Kabupaten Paser" becomes "paser"."""
    return " ".join(word for word in plain_name(issuer).split() if word not in OFFICE_WORDS)
