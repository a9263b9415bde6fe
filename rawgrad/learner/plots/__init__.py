"""Pictures are drawn with a learner's own functions: this register lists, shows and saves them.

matplotlib is imported when a picture is drawn, never before: the names can be listed without it.
"""

from __future__ import annotations

import importlib
import io
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.files import whole
from rawgrad.kit.layout import Kit
from rawgrad.kit.text import Text
from rawgrad.learner.plots.words import SENTENCES, TITLES

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from rawgrad.subject.base import Subject

FORMATS = (".png", ".svg", ".pdf")
# Twice what a figure is laid out for: sharp on a dense screen.
DPI = 200


@dataclass(frozen=True)
class Picture:
    """One picture: the exercise whose functions draw it, its title, and the module that knows it.

    The function of that module that draws it has the picture's name.
    """

    name: str
    exercise: str
    module: str

    @property
    def title(self) -> Text:
        """What is to be seen."""
        return TITLES[self.name]


PICTURES = {
    picture.name: picture
    for picture in (
        Picture("activation", "activation", "curves"),
        Picture("forward", "forward", "network"),
        Picture("softmax", "softmax", "curves"),
        Picture("mnist", "mnist", "digits"),
        Picture("misread", "mnist", "digits"),
        Picture("loss", "loss", "curves"),
        Picture("gradient", "gradient", "descent"),
        Picture("perceptron", "perceptron", "layers"),
        Picture("backprop", "backprop", "layers"),
        Picture("backprop_ce", "backprop_ce", "layers"),
        Picture("two_layer_net", "two_layer_net", "training"),
        Picture("hidden_sizes", "two_layer_net", "training"),
        Picture("information", "information", "curves"),
        Picture("binary", "binary", "curves"),
        Picture("pulsar", "pulsar", "pulsars"),
        Picture("three_layer_net", "three_layer_net", "training"),
    )
}
ALIASES = {"xor": "backprop"}


def find(name: str, language: str) -> Picture:
    """Return a picture by its name or alias; raise `BrokenKit` if there is none."""
    stem = Path(name).stem
    found = PICTURES.get(ALIASES.get(stem, stem))
    if found is None:
        import difflib  # a check that passes reads the register, and need not wait for it

        near = difflib.get_close_matches(stem, [*PICTURES, *ALIASES], n=1)
        key = "did_you_mean" if near else "unknown_picture"
        known = ", ".join([*PICTURES, *ALIASES])
        near_name = near[0] if near else ""
        raise BrokenKit(SENTENCES[key].in_(language).format(name=name, near=near_name, known=known))
    return found


def draw(
    name: str,
    subject: Subject,
    kit: Kit,
    language: str,
    make: Callable[..., Figure] | None = None,
    as_text: bool = False,
) -> Figure:
    """Draw a picture.

    Parameters
    ----------
    name
        One of `PICTURES`, or an alias.
    subject
        Whose functions draw it.
    language
        Of the labels; English where no font has Hangul.
    make
        Makes the empty figure; `matplotlib.figure.Figure` by default, `pyplot.figure` for a window.
    as_text
        Whether labels are left to the fonts of whoever reads the SVG: then Hangul needs none here.

    Raises
    ------
    BrokenKit
        If matplotlib is missing, or a function is not there yet or gives what cannot be drawn.
    """
    picture = find(name, language)
    require_matplotlib(language)
    from rawgrad.learner.plots.sketch import Sketch
    from rawgrad.learner.plots.style import styled

    module = importlib.import_module(f".{picture.module}", __package__)
    with styled(language, as_text) as spoken:
        sketch = Sketch(kit, subject, spoken, language, make)
        figure: Figure = getattr(module, picture.name)(sketch)
        # The ticks take fonts and minus signs from the style when they are first laid out.
        figure.draw_without_rendering()
    return figure


def require_matplotlib(language: str) -> None:
    """Raise `BrokenKit` with the line that installs matplotlib if it is missing."""
    # Where it may not write, it says so at length and goes on.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    try:
        import matplotlib  # noqa: F401
    except ImportError:
        raise BrokenKit(SENTENCES["no_matplotlib"].in_(language)) from None
    except ValueError as error:
        # MPLBACKEND names a back end that is not there.
        raise BrokenKit(f"matplotlib: {str(error).partition(';')[0]}") from None


def png(figure: Figure) -> bytes:
    """Return a figure as the bytes of a PNG, for a notebook."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=DPI)
    return buffer.getvalue()


def svg(figure: Figure, language: str, dark: bool = False) -> str:
    """Return a figure as SVG for a page, its labels as text."""
    from rawgrad.learner.plots.style import ON_DARK, styled

    buffer = io.StringIO()
    with styled(language, as_text=True):
        figure.savefig(buffer, format="svg", metadata={"Date": None})
    text = buffer.getvalue()
    for colour, instead in ON_DARK.items() if dark else ():
        text = text.replace(colour, instead)
    # A fill that is black is left out, and so is the root's.
    return text.replace("<svg ", f'<svg fill="{ON_DARK["#000000"]}" ', 1) if dark else text


def save(figure: Figure, path: Path) -> None:
    """Write a figure in the format its file's suffix names, whole or not at all."""
    try:
        with whole(path) as part:
            figure.savefig(part, format=path.suffix[1:].lower(), dpi=DPI)
    except OSError as error:
        raise BrokenKit(f"--save {path}: {error.strerror or error}") from None


def plot(kit: Kit, name: str | None, subject: str, language: str, path: Path | None) -> int:
    """Carry out `rawgrad plot`: list the pictures, save one, or show it; return the exit code."""
    if name is None:
        for picture in PICTURES.values():
            print(f"{picture.name:15} {picture.title.in_(language)}")
        return 0
    picture = find(name, language)
    if path is not None and path.suffix.lower() not in FORMATS:
        raise BrokenKit(SENTENCES["unknown_format"].in_(language).format(path=path))
    require_matplotlib(language)
    from rawgrad.learner.plots.style import korean_font

    if language == "ko" and korean_font() is None:
        print(SENTENCES["no_korean_font"].in_(language))
    make = window(language) if path is None else None
    from rawgrad.subject.local import LocalSubject

    own = LocalSubject(kit.subject_folder(subject), "exercises")
    figure = draw(picture.name, own, kit, language, make)
    if path is not None:
        save(figure, path)
        print(SENTENCES["saved"].in_(language).format(path=path))
    else:
        from matplotlib import pyplot

        pyplot.show()
    return 0


def window(language: str) -> Callable[..., Figure]:
    """Return what makes a figure with a window; raise `BrokenKit` where none can be shown."""
    import matplotlib

    from rawgrad.learner.plots.style import WITHOUT_WINDOWS

    try:
        from matplotlib import pyplot

        # Asked for the first time, this settles on one that only writes if there is no display.
        backend = matplotlib.get_backend().lower()
    except ImportError:
        backend = "agg"
    # "inline" is what a notebook hands to the commands it starts, which have no page to draw on.
    if backend in WITHOUT_WINDOWS or "inline" in backend:
        raise BrokenKit(SENTENCES["no_display"].in_(language))
    return pyplot.figure
