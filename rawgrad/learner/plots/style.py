"""The pictures' style sets colours that everyone can tell apart, fonts, and quiet axes."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib import font_manager
from matplotlib.colors import LinearSegmentedColormap

# Okabe and Ito's palette, which holds for every common kind of colour blindness.
BLACK = "#000000"
ORANGE = "#E69F00"
SKY = "#56B4E9"
GREEN = "#009E73"
BLUE = "#0072B2"
VERMILLION = "#D55E00"
PURPLE = "#CC79A7"
GREY = "#7A7A7A"
PALE = "#E3E3E3"

# Back ends that only write files.
WITHOUT_WINDOWS = ("agg", "cairo", "pdf", "pgf", "ps", "svg", "template")

# From 0 to 1, with the doubtful 0.5 white.
ANSWERS = LinearSegmentedColormap.from_list("answers", [BLUE, "#FFFFFF", ORANGE])
COUNTS = LinearSegmentedColormap.from_list("counts", ["#FFFFFF", BLUE])

KOREAN_FONTS = (
    "NanumGothic",
    "Nanum Gothic",
    "NanumBarunGothic",
    "Malgun Gothic",
    "Apple SD Gothic Neo",
    "AppleGothic",
    "Noto Sans CJK KR",
    "Noto Sans KR",
    "Pretendard",
    "UnDotum",
    "Baekmuk Dotum",
    "Gulim",
    # The Japanese face of a collection, as older matplotlibs name the whole of it: Hangul is there.
    "Noto Sans CJK JP",
)
LATIN_FONT = "DejaVu Sans"

RULES: dict[str, Any] = {
    "figure.dpi": 100,
    "font.size": 10,
    "axes.titlesize": 11,
    "axes.titlepad": 8,
    "axes.labelcolor": "#333333",
    "axes.edgecolor": GREY,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.unicode_minus": True,
    "grid.color": PALE,
    "grid.linewidth": 0.8,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelcolor": "#333333",
    "ytick.labelcolor": "#333333",
    "lines.linewidth": 2.0,
    "legend.frameon": False,
    "legend.fontsize": 9,
}


def korean_font() -> str | None:
    """Return the name of an installed font that has Hangul, or None."""
    found = _installed_font()
    if found is None:
        # matplotlib remembers the fonts of its first day; one installed since is not among them.
        _add_new_fonts()
        found = _installed_font()
    return found


def _installed_font() -> str | None:
    names = {font.name for font in font_manager.fontManager.ttflist}
    return next((name for name in KOREAN_FONTS if name in names), None)


def _add_new_fonts() -> None:
    stems = {name.replace(" ", "").lower() for name in KOREAN_FONTS} | {"malgun", "applegothic"}
    for path in font_manager.findSystemFonts():
        stem = Path(path).stem.replace(" ", "").lower().removesuffix("-regular")
        # A file that is no font after all is none for us either.
        if stem in stems:
            with contextlib.suppress(OSError, RuntimeError):
                font_manager.fontManager.addfont(path)


# What a picture's neutral colours are on a dark page.
ON_DARK = {
    "#ffffff": "#17191e",
    "#000000": "#eceef2",
    "#333333": "#d5d8de",
    PALE.lower(): "#34373e",
    GREY.lower(): "#9aa0aa",
}


@contextlib.contextmanager
def styled(language: str, as_text: bool = False) -> Iterator[str]:
    """Draw in the kit's style inside, and yield the language that the labels can be in.

    With `as_text`, an SVG holds its labels as text, in a font that its reader has.
    """
    if as_text:
        readers = [LATIN_FONT, *(KOREAN_FONTS if language == "ko" else ()), "sans-serif"]
        text: Any = {**RULES, "svg.fonttype": "none", "font.family": readers}
        with matplotlib.rc_context(text), warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Glyph .* missing")
            yield language
        return
    hangul = korean_font() if language == "ko" else None
    # A list of names, not "sans-serif": what is drawn keeps it when the style has been left.
    # DejaVu has the minus sign and whatever else the Korean font lacks.
    fonts = [hangul, LATIN_FONT] if hangul else [LATIN_FONT]
    rules: Any = {**RULES, "font.family": fonts}
    with matplotlib.rc_context(rules):
        yield "ko" if hangul else "en"
