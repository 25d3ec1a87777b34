"""Walks every address as every role and as a stranger, and holds the answers to the table in `addresses.py`."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from addresses import ADDRESSES, EVERYBODY, OWN_ACCOUNT, WAY_IN, Address
from analysed_work import analysed_work
from assessed import Assessed
from compared import compared
from delivered import delivered
from drafted_together import drafted_together
from etam.accounts.models import User
from etam.evidence import actions as evidence
from etam.evidence.models import Incoming
from etam.exchange.models import Upload
from etam.indices import actions as indices
from etam.indices import methods
from etam.indices.tests.tiny import METHOD, TINY, compute, published
from etam.regulations.actions import load_regulations
from etam.submissions import actions as submissions
from etam.submissions.tests.cast import NOW, Cast, make_cast, person
from exchanged import exchanged
from flagged import flagged
from followed import followed
from funded import funded
from holding import holding
from kept import kept
from met import met
from posts_proposed import posts_proposed
from programmed import programmed
from reached_out import reached_out
from schooled import schooled

# "partner" is Disdikbud, which came first.
PARTNERS = {
    "partner": "disdikbud",
    "dpmpd": "dpmpd",
    "bkd": "bkd",
    "biro": "biro-organisasi",
    "bappeda": "bappeda",
}
# The longest test there is: what is in a group begins first, so that no worker is left alone with it at the end.
pytestmark = pytest.mark.xdist_group("addresses")
ACCOUNT_FILL = {"account_confirm_email": {"key": "x"}, "account_reset_password_from_key": {"uidb36": "1", "key": "x"}}


class World:
    """People of every role, and one record of every kind that an address can name."""

    def __init__(self) -> None:
        cast = make_cast()
        assessed = Assessed(cast)
        self.users: dict[str, User | None] = {
            "stranger": None,
            "neighbour": person("nina@example.id", "Nina", "operator", institution=cast.elsewhere),
            "assessor": person("sari@example.id", "Sari", "assessor"),
            **{
                role: person(f"{role}@example.id", role.title(), "partner", agency=agency)
                for role, agency in PARTNERS.items()
            },
            "administrator": person("maya@example.id", "Maya", "administrator"),
            **assessed.users,
            **{role: getattr(cast, role) for role in ("operator", "verifier", "outsider", "officer", "observer")},
        }
        self.keys = {**self._records(cast), **assessed.records()}

    def _records(self, cast: Cast) -> dict[str, int | str]:
        release = published(cast, compute(cast))
        run = compute(cast)
        indices.propose_release(run, by=cast.second_officer, replaces=release, reason="Angka dibetulkan.")
        upload = Upload.objects.create(
            round=cast.round, file_name="isian.xlsx", sha256="0" * 64, size_bytes=1, by=cast.operator
        )
        followed_keys = followed(cast)
        return {
            "person": cast.observer.pk,
            "membership": cast.observer.memberships.get().pk,
            "submission": _return(cast, followed_keys["paper"]),
            "upload": upload.pk,
            "run": run.pk,
            **followed_keys,
            **analysed_work(cast),
            **flagged(cast),
            **kept(cast),
            **exchanged(cast),
            **compared(cast),
            **delivered(cast),
            **programmed(cast),
            **holding(cast),
            **met(cast, followed_keys["paper"]),
            **drafted_together(cast),
            **funded(cast),
            **reached_out(cast, followed_keys["paper"]),
            **schooled(cast),
            **posts_proposed(cast, self.users),
            "incoming": _incoming(cast).pk,
        }

    def url(self, address: Address) -> str:
        fill = {name: self.keys.get(str(value), value) for name, value in address.fill.items()}
        return reverse(address.name, kwargs=fill)


def _return(cast: Cast, paper: str) -> int:
    submission = cast.save()
    submissions.attach(submission, element="print_titles", codes=[paper], by=cast.operator, at=NOW)
    return submission.pk


def _incoming(cast: Cast) -> Incoming:
    return evidence.begin(institution=cast.village, file_name="sk.pdf", size_bytes=9, sha256="", by=cast.operator)


@pytest.fixture
def world(
    db: None, var: Any, settings: Any, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> World:
    settings.SECOND_FACTOR_ROLES = set()
    root = tmp_path_factory.mktemp("methods")
    (root / TINY / "2026.1").mkdir(parents=True)
    (root / TINY / "2026.1" / "method.yml").write_text(METHOD, encoding="utf-8")
    monkeypatch.setattr(methods, "METHODS", root)
    load_regulations()
    return World()


def test_every_address_is_let_in_and_refused_as_the_table_says(world: World) -> None:
    clients = {role: _signed_in(world.users[role]) for role in EVERYBODY}
    wrong = []
    for address in ADDRESSES:
        url = world.url(address)
        for method, allowed in (("get", address.opens), ("post", address.sends)):
            let_in = {role for role in EVERYBODY if _is_let_in(clients[role], method, url)}
            if let_in != allowed:
                wrong.append(f"{method} {url}: {sorted(let_in ^ allowed)}")
    assert wrong == [], "\n".join(wrong)


def test_the_table_names_every_address() -> None:
    named = {address.name for address in ADDRESSES} | WAY_IN | OWN_ACCOUNT
    assert set(_names(get_resolver().url_patterns)) == named


@pytest.mark.parametrize("name", sorted(OWN_ACCOUNT))
def test_a_stranger_is_led_to_sign_in(client: Client, db: None, name: str) -> None:
    assert client.get(reverse(name)).url.startswith("/akun/login/")


@pytest.mark.parametrize("name", sorted(WAY_IN))
def test_the_way_in_is_open(client: Client, db: None, name: str) -> None:
    assert client.get(reverse(name, kwargs=ACCOUNT_FILL.get(name))).status_code in (200, 302)


def _signed_in(user: User | None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


def _is_let_in(client: Client, method: str, url: str) -> bool:
    """Whether the answer is a page, a step onwards, or a complaint about the input: anything but a closed door."""
    before = transaction.savepoint()
    answer = getattr(client, method)(url)
    transaction.savepoint_rollback(before)
    led_away = answer.status_code == 302 and answer.url.startswith("/akun/login/")
    return answer.status_code not in (403, 404, 405) and not led_away


def _names(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _names(pattern.url_patterns, inner)
        else:
            yield f"{space}{pattern.name}"
