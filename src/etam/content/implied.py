"""What other content says of terms: category scales of an index, shares of funds, values that rest on no source."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from etam.content.definitions import Definition, Term, Use
from etam.content.files import CONTENT_ROOT, all_versions, folder_checksum, read_yaml, versions

# Kinds of content that are read here.
KINDS = ("category-scales", "followup", "funding-rules", "methods", "nomenclature", "schemes")
SHOWN_CODES = 3
WITHOUT_SOURCE = ("unverified", "not_found")
# Values of a scheme that decide a result: how they are called, and in words.
SCHEME_VALUES = {
    "mix": "campuran",
    "combining.units": "penggabungan unit pengolah",
    "combining.offices": "penggabungan perangkat daerah",
    "validity": "masa berlaku",
    "grades": "batas nilai predikat",
}
MATTERS = {
    "codes": "Anggaran dengan kode yang berbeda tidak dapat dicocokkan.",
    "funding": "Anggaran yang sama dinilai berbeda.",
    "scale": "Nilai yang sama mendapat kategori berbeda.",
    "scheme": "Hasil yang ditetapkan bergantung pada nilai ini.",
    "followup": "Tenggat dihitung menurut nilai ini.",
}
RULE_WORDS = {"mean": "rata-rata", "calendar_days": "hari kalender", "working_days": "hari kerja"}


def implied_terms(root: Path = CONTENT_ROOT) -> tuple[Term, ...]:
    """Terms that follow from the content below `root`; read again only when its files change."""
    return _read(root, tuple(folder_checksum(root / kind) for kind in KINDS if (root / kind).is_dir()))


@cache
def _read(root: Path, _checksums: tuple[str, ...]) -> tuple[Term, ...]:
    return (*_funding(root), *_codes(root), *_scales(root), *_schemes(root), *_clocks(root))


def _funding(root: Path) -> Iterator[Term]:
    """One term for the shares that a budget must at least give to libraries, one for every fund that may be used."""
    for newest in _newest(root / "funding-rules"):
        rules = read_yaml(newest / "rules.yml").data["rules"]
        minimal = [rule for rule in rules if rule["kind"] == "share" and rule["bound"] == "at_least"]
        label = {"id": "Bagian anggaran sekolah untuk perpustakaan", "en": "Share of a school's budget for its library"}
        yield _money("school-library-share", "rate", label, minimal, newest.name)
        for fund in dict.fromkeys(rule["fund"] for rule in rules if rule["kind"] == "use"):
            of_fund = [rule for rule in rules if rule["kind"] == "use" and rule["fund"] == fund]
            words = fund.replace("_", " ")
            label = {"id": f"Perpustakaan dalam aturan {words}", "en": f"Libraries in the rules of {words}"}
            yield _money(f"{fund.replace('_', '-')}-libraries", "term", label, of_fund, newest.name)


def _money(code: str, kind: str, label: Mapping[str, str], rules: Sequence[Mapping[str, Any]], version: str) -> Term:
    uses = (Use("funding-rules", "funding-rules", version),)
    definitions = tuple(
        Definition(
            code=rule["code"].replace("_", "-"),
            says=_rule_words(rule),
            value={name: rule[name] for name in ("percent", "bound", "names_libraries") if name in rule},
            regulation=basis["regulation"],
            article=basis.get("article", ""),
            since=date(rule["from_year"], 1, 1) if rule["from_year"] else None,
            until=date(rule["to_year"], 12, 31) if rule["to_year"] else None,
            confidence=basis["confidence"],
            source=rule["source"],
            uses=uses,
        )
        for rule in rules
        for basis in rule["basis"]
    )
    return Term(code, kind, label, MATTERS["funding"], definitions)


def _codes(root: Path) -> Iterator[Term]:
    """One term for what lists of the nomenclature call alike and number differently, one definition for each list."""
    for newest in _newest(root / "nomenclature"):
        lists = read_yaml(newest / "nomenclature.yml").data["lists"]
        named: dict[tuple[str, str], set[str]] = {}
        for row in (row for one in lists for row in one["rows"]):
            named.setdefault((row["level"], row["name"]), set()).add(row["code"])
        label = {"id": "Kode subkegiatan", "en": "Codes of sub-activities"}
        definitions = [_list(one, named, newest.name) for one in lists]
        yield Term("sub-activity-codes", "code", label, MATTERS["codes"], tuple(definitions))


def _list(data: Mapping[str, Any], named: Mapping[tuple[str, str], set[str]], version: str) -> Definition:
    torn = [row for row in data["rows"] if len(named[row["level"], row["name"]]) > 1]
    told = "; ".join(f"{row['name']} {row['code']}" for row in torn[:SHOWN_CODES])
    rest = f"; dan {len(torn) - SHOWN_CODES} lainnya" if len(torn) > SHOWN_CODES else ""
    regulation = next((basis["regulation"] for basis in data["basis"]), "")
    return Definition(
        code=data["code"],
        says=f"{told}{rest}.",
        value={f"{row['level']} {row['name']}": row["code"] for row in torn},
        regulation=regulation,
        document="" if regulation else data["label"]["id"],
        confidence=data["confidence"],
        source=data["source"],
        uses=(Use("nomenclature", "nomenclature", version),),
    )


def _rule_words(rule: Mapping[str, Any]) -> str:
    if rule["kind"] == "share":
        return f"{rule['label']['id']}. Penyebutnya {rule['of']['id']}."
    return f"{'Disebut' if rule['names_libraries'] else 'Tidak disebut'}: {rule['uses']['id']}."


def _newest(folder: Path) -> list[Path]:
    """The newest edition in a folder, none when there is no such folder."""
    return versions(folder)[-1:] if folder.is_dir() else []


def _scales(root: Path) -> Iterator[Term]:
    """One term for every index whose methods name category scales, one definition for each scale."""
    named: dict[str, dict[str, list[Use]]] = {}
    titles: dict[str, Mapping[str, str]] = {}
    for folder in all_versions(root / "methods"):
        data = read_yaml(folder / "method.yml").data
        titles[data["code"]] = data["title"]
        if scale := data.get("category_scale"):
            use = Use("method", data["code"], folder.name)
            named.setdefault(data["code"], {}).setdefault(scale, []).append(use)
    for index, scales in named.items():
        label = {"id": f"Kategori {titles[index]['id']}", "en": f"Categories of {titles[index]['en']}"}
        definitions = (
            _scale(read_yaml(root / "category-scales" / f"{code}.yml").data, uses) for code, uses in scales.items()
        )
        yield Term(f"{index}-categories", "scale", label, MATTERS["scale"], tuple(definitions))


def _scale(data: Mapping[str, Any], uses: list[Use]) -> Definition:
    bands = [
        [band["from"], band["from_included"], band["to"], band["to_included"], band["label"]["id"].lower()]
        for band in data["bands"]
    ]
    told = ", ".join(f"{band[4]} {_number(band[0])}–{_number(band[2])}" for band in bands)
    return Definition(
        code=data["code"],
        says=f"{len(bands)} tingkat: {told}.",
        value={"bands": bands},
        document=data["title"]["id"],
        confidence=data["confidence"],
        source=data["source"],
        uses=tuple(uses),
    )


def _schemes(root: Path) -> Iterator[Term]:
    """One term for every value of a newest scheme that decides a result and rests on no source."""
    newest_of_each = {folder.parent: folder for folder in all_versions(root / "schemes")}
    for newest in newest_of_each.values():
        data = read_yaml(newest / "scheme.yml").data
        for path, words in SCHEME_VALUES.items():
            value = data
            for step in path.split("."):
                value = value.get(step, {})
            parts = value if isinstance(value, list) else [value]
            if value and all(part.get("confidence") in WITHOUT_SOURCE for part in parts):
                label = {"id": f"{data['title']['id']}: {words}", "en": f"{data['title']['en']}: {path}"}
                use = Use("scheme", data["code"], newest.name)
                code_of_term = f"{data['code']}-{path.replace('.', '-')}"
                yield Term(code_of_term, "weight", label, MATTERS["scheme"], (_unsourced(parts, use),))


def _clocks(root: Path) -> Iterator[Term]:
    """One term for every clock of the newest rules of follow-up that rests on no source."""
    for newest in _newest(root / "followup"):
        clocks = read_yaml(newest / "rules.yml").data["clocks"]
        for name, clock in clocks.items():
            if clock["confidence"] in WITHOUT_SOURCE:
                one = Definition(
                    code=newest.name,
                    says=f"{str(RULE_WORDS.get(clock['value'], clock['value'])).capitalize()}.",
                    value={"value": clock["value"]},
                    confidence=clock["confidence"],
                    source=clock["note"]["id"],
                    uses=(Use("followup", "followup", newest.name),),
                )
                label = {"id": f"Tindak lanjut: {clock['label']['id'].lower()}", "en": clock["label"]["en"]}
                yield Term(f"followup-{name.replace('_', '-')}", "threshold", label, MATTERS["followup"], (one,))


def _unsourced(parts: list[Mapping[str, Any]], use: Use) -> Definition:
    values = [
        {key: value for key, value in part.items() if key not in ("confidence", "source", "label")} for part in parts
    ]
    return Definition(
        code=use.version,
        says=f"{'; '.join(_words(part) for part in parts)}.",
        value=values[0] if len(values) == 1 else {"parts": values},
        confidence=parts[0]["confidence"],
        source=parts[0]["source"],
        uses=(use,),
    )


def _words(part: Mapping[str, Any]) -> str:
    if "rule" in part:
        return str(RULE_WORDS.get(part["rule"], part["rule"])).capitalize()
    if "years" in part:
        return f"{part['years']} tahun"
    if "label" in part:
        return f"{part['label']['id']} dari {_number(part.get('from', part.get('over')))}"
    words = {"external": "eksternal", "internal": "internal"}
    return ", ".join(f"{words.get(key, key)} {_number(100 * part[key])} persen" for key in words if key in part)


def _number(value: float) -> str:
    return f"{value:g}".replace(".", ",")
