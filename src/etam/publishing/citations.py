"""What in Etam rests on a regulation: the questions and the methods that name it."""

from django.urls import reverse

from etam.publishing import editions
from etam.web.components import Link


def resting_on(regulation: str) -> list[Link]:
    """Methods, then instruments with the number of their questions, in their newest versions."""
    links = [
        Link(reverse("method", args=[one.code, one.version]), one.title["id"], meta=f"metode, versi {one.version}")
        for one in editions.latest_only(editions.methods())
        if regulation in one.basis
    ]
    for edition in editions.latest_only(editions.instruments()):
        asked = sum(regulation in question.origin.basis for question in edition.questions)
        if asked:
            url = reverse("instrument", args=[edition.code, edition.version])
            links.append(Link(url, edition.title.id, meta=f"{asked} pertanyaan, versi {edition.version}"))
    return links
