"""A method and a province that fit on a slip of paper.

Every library of the cast holds 1,174 printed items. Kutai Timur has two libraries, Bontang one, so that the sums are
2,348 and 1,174; between goalposts 0 and 4,696 that is 50 and 25 points, and their mean is 37.5.
"""

from typing import Any

from etam.indices import actions
from etam.indices.models import IndexRun, Release
from etam.submissions.tests.cast import Cast

TINY = "items"
METHOD = """\
code: items
version: "2026.1"
title: {id: Indeks Eksemplar, en: Index of items}
status: proposal
confidence: proposal
unit: region
gather: {subtypes: [village, sd_mi]}
elements:
  - {code: expected, label: {id: Diharapkan, en: Expected}, gather: {function: expected}}
  - {code: accepted, label: {id: Diterima, en: Accepted}, gather: {function: accepted}}
  - {code: items, label: {id: Eksemplar, en: Items}, gather: {function: sum, of: print_items}}
  - {code: people, label: {id: Penduduk, en: People}, gather: {function: series, series: population}}
coverage:
  - code: libraries
    share: accepted / expected
    minimum: 0.68
    reason: {id: "Isian diterima {share}, batas {minimum}.", en: "Accepted {share}, limit {minimum}."}
indicators:
  - {code: items_held, label: {id: Eksemplar, en: Items}, expression: items, goalposts: {low: 0, high: 4696}}
normaliser: {function: goalposts, scale: 100, caps: true}
tree:
  code: index
  label: {id: Indeks, en: Index}
  function: arithmetic
  missing: refuse
  children: [{indicator: items_held}]
rank: {ties: smallest}
category_scale: reading-culture-2026
robustness: {draws: 200, seed: 7, weights: 0.25, normalisers: [goalposts, rank]}
"""


def compute(cast: Cast, **changes: Any) -> IndexRun:
    """A run of the tiny method over 2024, by the first officer."""
    plan = {"method_code": TINY, "method_version": "2026.1", "period": 2024, "by": cast.officer, **changes}
    return actions.start_run(**plan)


def published(cast: Cast, run: IndexRun, **changes: Any) -> Release:
    """A release of the run, proposed by the first officer and published by the second."""
    release = actions.propose_release(run, by=cast.officer, **changes)
    return actions.publish(release, by=cast.second_officer)
