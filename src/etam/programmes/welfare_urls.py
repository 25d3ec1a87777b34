"""Addresses of indicators side by side, of series of other offices, and of the IKK table."""

from django.urls import path

from etam.programmes.views import holistic, key_indicators, series

welfare_patterns = [
    path("program/gambaran/", holistic.overview, name="overview"),
    path("program/gambaran/unduh.<slug:ext>", holistic.download, name="overview_file"),
    path("program/ikk/", key_indicators.table, name="key_indicators"),
    path("program/ikk/<int:year>.xlsx", key_indicators.download, name="key_indicators_file"),
    path("program/deret/", series.index, name="series_index"),
    path("program/deret/impor/", series.import_series, name="series_import"),
    path("program/deret/<int:pk>/", series.one, name="series"),
]
