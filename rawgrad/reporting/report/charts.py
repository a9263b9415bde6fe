"""Charts are drawn as inline SVG without a style or script of their own."""

from __future__ import annotations

from collections.abc import Sequence

from rawgrad.views.markup import Markup, tag

BINS = 11
_STEP, _TOP, _HEIGHT = 40, 18, 150


def bins(shares: Sequence[float]) -> list[int]:
    """Return how many shares lie in each tenth; the last bin is for the whole alone."""
    found = [0] * BINS
    for share in shares:
        # What was added up in floats may miss the whole by a hair.
        found[min(int(share * 10 + 1e-9), BINS - 1)] += 1
    return found


def histogram(counts: Sequence[int]) -> Markup:
    """Draw the bars with their figures; hidden from screen readers, which get a list."""
    most = max(max(counts), 1)
    base = _TOP + _HEIGHT
    parts = []
    for number, count in enumerate(counts):
        height = round(_HEIGHT * count / most, 1)
        x = number * _STEP
        kind = "bar full" if number == BINS - 1 else "bar"
        if count:
            parts.append(
                tag(
                    "rect", x=x + 4, y=round(base - height, 1), width=_STEP - 8, height=height,
                    class_=kind,
                )
            )  # fmt: skip
            middle = x + _STEP // 2
            y = round(base - height - 5, 1)
            parts.append(tag("text", count, x=middle, y=y, class_="figure"))
        label = f"{number * 10}%" if number in (0, 5, 10) else number * 10
        parts.append(tag("text", label, x=x + _STEP // 2, y=base + 17, class_="tick"))
    width = BINS * _STEP
    parts.append(tag("line", x1=0, y1=base + 0.5, x2=width, y2=base + 0.5, class_="axis"))
    box = f"0 0 {width} {base + 24}"
    return tag("svg", *parts, viewBox=box, class_="histogram", aria_hidden="true")


def strip(low: float, median: float, high: float) -> Markup:
    """Draw where the middle half of shares between 0 and 1 lies, and the median in it."""
    left, right, middle = (round(100 * share, 1) for share in (low, high, median))
    return tag(
        "svg",
        tag("line", x1=2, y1=8, x2=102, y2=8, class_="track"),
        tag("rect", x=left + 1, y=4, width=round(right - left + 2, 1), height=8, class_="half"),
        tag("rect", x=middle + 0.5, y=1, width=3, height=14, class_="tick"),
        viewBox="0 0 104 16",
        class_="strip",
        aria_hidden="true",
    )


def share(part: float) -> Markup:
    """Draw a share between 0 and 1 as a bar."""
    return tag(
        "svg",
        tag("rect", x=0, y=4, width=100, height=6, class_="track"),
        tag("rect", x=0, y=4, width=round(100 * part, 1), height=6, class_="bar"),
        viewBox="0 0 100 14",
        preserveAspectRatio="none",
        class_="share",
        aria_hidden="true",
    )
