"""Turns the lines of a CSV file of MNIST into numbers, and names the first fault in them."""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import numpy as np

from rawgrad.datasets.files import REMEDY, PathLike

PIXELS = 784


def is_number(text: str) -> bool:
    """Tell whether a field of a CSV file is a number, so that its line does not name the columns.

    Examples
    --------
    >>> is_number(" -1e2"), is_number("label"), is_number("")
    (True, False, False)
    """
    try:
        float(text)
    except ValueError:
        return False
    return True


def parse_rows(path: PathLike, lines: Sequence[str], header: int) -> np.ndarray:
    """Turn the lines of a CSV file of MNIST into numbers.

    Parameters
    ----------
    path : path
        The file that the lines come from, which an error names.
    lines : list of str
        All lines of the file.
    header : int
        How many lines there are before the first image.

    Returns
    -------
    ndarray of uint8, shape (N, 785)
        In each row the label, then 784 pixels.

    Raises
    ------
    ValueError
        If there are no images, or a line does not hold 785 whole numbers in range.
    """
    filled = [line for line in lines[header:] if line.strip()]
    if not filled:
        raise ValueError(f"{path}: it holds no images; {REMEDY}")
    rows: np.ndarray | None
    try:
        with warnings.catch_warnings():
            # In uint8, since loadtxt then refuses what is not a whole number from 0 to 255. NumPy
            # 2.0 made 0 of 256 and of 0.5, and did no more than warn.
            warnings.simplefilter("error", DeprecationWarning)
            rows = np.loadtxt(filled, np.uint8, comments=None, delimiter=",", ndmin=2)
    except (ValueError, DeprecationWarning):
        rows = None
    if rows is None or rows.shape[1] != 1 + PIXELS or rows[:, 0].max() > 9:
        raise ValueError(f"{_first_fault(path, lines, header)}; {REMEDY}")
    return rows


def _first_fault(path: PathLike, lines: Sequence[str], header: int) -> str:
    """Say what is wrong with the first bad line, counted from 1 as editors do."""
    for number, line in enumerate(lines[header:], start=header + 1):
        if not line.strip():
            continue
        fields = [field.strip() for field in line.split(",")]
        if len(fields) != 1 + PIXELS:
            return f"{path}: line {number}: {len(fields)} columns, not 785 (a label, 784 pixels)"
        for column, field in enumerate(fields, start=1):
            highest, what = (9, "label") if column == 1 else (255, "pixel")
            whole = field.isascii() and field.isdigit()
            # float, because int refuses a number of thousands of digits.
            if not whole or float(field) > highest:
                return (
                    f"{path}: line {number}, column {column}: the {what} is {field[:20]!r}, "
                    f"not a whole number from 0 to {highest}"
                )
    return f"{path}: not a CSV file of MNIST"
