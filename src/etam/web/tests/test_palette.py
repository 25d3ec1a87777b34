import pytest

from etam.web import palette

# Text needs 7 (body) or 4.5, marks and edges 3 (WCAG 2.2, 1.4.3, 1.4.6, 1.4.11).
PAIRS = [
    *[("ink", ground, 7) for ground in ("page", "surface", "surface-2", "river-soft", "gold-soft")],
    *[("ink", f"{tone}-soft", 7) for tone in ("warn", "stop", "info", "ok")],
    *[("ink-2", ground, 4.5) for ground in ("page", "surface", "surface-2", "river-soft")],
    *[("river", ground, 4.5) for ground in ("page", "surface", "surface-2", "river-soft")],
    *[(tone, f"{tone}-soft", 4.5) for tone in ("ok", "warn", "stop", "info", "mute")],
    *[(tone, ground, 4.5) for tone in ("warn", "stop", "info", "ulin") for ground in ("page", "surface")],
    *[(f"on-seq-{step}", f"seq-{step}", 4.5) for step in range(1, 6)],
    *[("focus", ground, 3) for ground in ("page", "surface", "surface-2")],
    ("stop", "river-soft", 4.5),
    ("warn", "river-soft", 4.5),
    ("on-river", "river", 4.5),
    ("on-river", "river-hover", 4.5),
    ("on-deep", "deep", 7),
    ("on-deep-2", "deep", 4.5),
    ("on-deep-gold", "deep", 4.5),
    ("on-gold", "on-deep-gold", 4.5),
    ("page", "ink", 7),
    ("line-2", "page", 3),
    ("line-2", "surface", 3),
    ("map-outline", "page", 3),
    ("seq-4", "page", 3),
    ("seq-4", "surface-2", 3),
    ("ulin", "surface-2", 3),
]


class TestContrast:
    def test_black_on_white_is_21(self):
        assert palette.contrast("#000000", "#ffffff") == pytest.approx(21)

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize(("front", "ground", "needed"), PAIRS)
    def test_every_pair_in_use_is_legible(self, front, ground, needed, scheme):
        colours = palette.colours(scheme)
        assert palette.contrast(colours[front], colours[ground]) >= needed


class TestScale:
    @pytest.mark.parametrize(("scheme", "sign"), [("light", -1), ("dark", 1)])
    def test_lightness_goes_one_way(self, scheme, sign):
        lights = [palette.luminance(palette.colours(scheme)[f"seq-{step}"]) for step in range(1, 6)]
        assert lights == sorted(lights, reverse=sign < 0)


class TestOldBrowsers:
    def test_get_every_colour_of_the_light_page(self):
        css = palette.TOKENS.read_text(encoding="utf-8")
        fallback = css.partition("@supports not")[2].partition("@media")[0]
        absent = [name for name, colour in palette.colours().items() if f"--{name}: {colour};" not in fallback]
        assert absent == []
