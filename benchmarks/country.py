"""A country of villages and schools for measurements: as many as there are, written without the models' help."""

import json
import random
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

VILLAGES, SCHOOLS, REGENCIES, DISTRICTS = 84_000, 400_000, 514, 7_000
FIRST_NPSN, YEAR = 90_000_000, 2026
WORDS = ("Maju", "Jaya", "Makmur", "Sari", "Indah", "Baru", "Harapan", "Mulya", "Lestari", "Sejati", "Agung", "Damai")
LEVELS = ("sd_mi",) * 60 + ("smp_mts",) * 25 + ("sma_smk_ma",) * 14 + ("slb",)
WITH_LIBRARY = 0.4


def fill() -> None:
    """Regions, villages and schools, a library for four in ten, some certificates, and ceilings of every fourth
    school; in one transaction."""
    from django.db import connection, transaction

    from etam.assessments.models import Certificate
    from etam.institutions.models import Institution, ParentBody, Region
    from etam.programmes.models import Ceiling

    draw = random.Random(2020)
    bodies = [body | {"id": place, "library_id": None} for place, body in enumerate(_bodies(draw), 1)]
    with_library = [body for body in bodies if draw.random() < WITH_LIBRARY]
    for place, body in enumerate(with_library, 1):
        body["library_id"] = place
    with transaction.atomic():
        Region.objects.bulk_create(_regions(Region))
        _insert(Institution, [_library(body) for body in with_library])
        _insert(ParentBody, bodies)
        _insert(Certificate, [_certificate(body) for body in with_library[::20]])
        _insert(Ceiling, [_ceiling(body) for body in bodies[VILLAGES::4]])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def regency(one: int) -> str:
    return f"{64 + one // 99}.{one % 99:02d}"


def _insert(model: Any, rows: Sequence[dict[str, Any]]) -> None:
    """Write rows of a model past its objects: making half a million of them would take longer than measuring."""
    from django.db import connection

    fields = [one for one in model._meta.concrete_fields if not one.generated]
    defaults = {one.column: _default(one) for one in fields if not one.primary_key}
    names = list(defaults | rows[0])
    columns = ", ".join(connection.ops.quote_name(name) for name in names)
    values = ([(defaults | row)[name] for name in names] for row in rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {model._meta.db_table} ({columns}) FROM STDIN") as copy:
                for value in values:
                    copy.write_row(value)
        else:
            marks = ", ".join(["%s"] * len(names))
            cursor.executemany(f"INSERT INTO {model._meta.db_table} ({columns}) VALUES ({marks})", values)


def _default(field: Any) -> Any:
    """What a field holds where a row says nothing, as the database takes it."""
    value = None if field.null else field.get_default()
    return json.dumps(value) if isinstance(value, dict | list) else value


def _regions(region: Any) -> Iterator[Any]:
    yield region(code="64", level=1, type="province", name="Kalimantan Timur")
    for one in range(REGENCIES):
        yield region(code=regency(one), level=2, type="regency", name=f"Kabupaten {one}", parent_id="64")
    for one in range(DISTRICTS):
        parent = regency(one % REGENCIES)
        yield region(code=_district(one), level=3, type="district", name=f"Kecamatan {one}", parent_id=parent)


def _bodies(draw: random.Random) -> Iterator[dict[str, Any]]:
    for one in range(VILLAGES):
        yield _body(draw, "village", f"64.{one:08d}", f"{_words(draw)} {one % 90}", ("desa", "kelurahan"))
    for one in range(SCHOOLS):
        yield _body(draw, "school", f"{FIRST_NPSN + one}", f"SD Negeri {one % 900} {_words(draw)}", LEVELS)


def _body(draw: random.Random, kind: str, code: str, name: str, subtypes: Sequence[str]) -> dict[str, Any]:
    place = draw.randrange(DISTRICTS)
    stated = draw.choice(("unknown", "unknown", "none", "has"))
    return {
        "kind": kind,
        "code": code,
        "name": name,
        "subtype": draw.choice(subtypes),
        "ministry": "dpmpd" if kind == "village" else "disdikbud",
        "regency_id": regency(place % REGENCIES),
        "district_id": _district(place),
        "region_id": _district(place),
        "latitude": draw.uniform(-8, 5),
        "longitude": draw.uniform(95, 140),
        "stated": stated,
        "stated_on": None if stated == "unknown" else date(YEAR, 1, 1),
        "people": draw.randrange(20, 4_000),
    }


def _library(body: dict[str, Any]) -> dict[str, Any]:
    is_school = body["kind"] == "school"
    return {
        "id": body["library_id"],
        "code": f"B{body['library_id']:07d}",
        "name": f"Perpustakaan {body['name']}",
        "kind": "school" if is_school else "public",
        "subtype": body["subtype"] if is_school else "village",
        "npsn": body["code"] if is_school else "",
        "regency_id": body["regency_id"],
        "region_id": body["region_id"],
        "latitude": body["latitude"],
        "longitude": body["longitude"],
    }


def _certificate(body: dict[str, Any]) -> dict[str, Any]:
    return {
        "institution_id": body["library_id"],
        "number": f"BENCH/{body['library_id']}",
        "grade": "A",
        "scheme_code": "bench",
        "scheme_version": "bench",
        "registered_at": _moment(),
        "valid_from": date(2024, 1, 1),
        "valid_until": date(2029, 1, 1),
    }


def _ceiling(body: dict[str, Any]) -> dict[str, Any]:
    return {"body_id": body["id"], "year": YEAR, "kind": "bosp_regular", "amount": 100_000_000, "at": _moment()}


def _moment() -> datetime:
    from django.utils.timezone import now

    return now()


def _words(draw: random.Random) -> str:
    return f"{draw.choice(WORDS)} {draw.choice(WORDS)}"


def _district(one: int) -> str:
    return f"{regency(one % REGENCIES)}.{one // REGENCIES:02d}"
