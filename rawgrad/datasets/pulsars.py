"""Reads the table of pulsar candidates, real or simulated, and splits it for training and test."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from rawgrad.datasets.files import REMEDY, PathLike, find, read_bytes
from rawgrad.datasets.tables import is_number

FOLDER = "pulsar"
TABLES = ("pulsar_stars.csv", "simulated_pulsars.csv")
FEATURES = 8
TRAINING_SHARE = 0.8
FLOAT32_MAX = float(np.finfo(np.float32).max)


def read_pulsars(path: PathLike | None = None) -> np.ndarray:
    """Read pulsar candidates from a file in the format of HTRU2, in the file's order.

    Parameters
    ----------
    path : path, optional
        Comma-separated values, plain or compressed with gzip: eight features and the class, 1 for
        a pulsar, 0 for a star. A first line without any number is taken for the column names,
        which need not be there. None means pulsar_stars.csv in the folder RAWGRAD_DATA if it is
        there, else the kit's simulated pulsars.

    Returns
    -------
    ndarray of float32, shape (N, 9)
        Eight features and the class.

    Raises
    ------
    FileNotFoundError, ValueError
        In one line: which file, where in it, what is wrong, and the remedy.
    """
    path = pulsar_file(path)
    rows = []
    try:
        text = read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(f"{path}: not a text file; {REMEDY}") from None
    reader = csv.reader(text.splitlines())
    try:
        for cells in reader:
            names = reader.line_num == 1 and not any(is_number(cell) for cell in cells)
            if cells and not names:
                rows.append(read_row(cells))
    except (ValueError, csv.Error) as error:
        raise ValueError(f"{path}: line {reader.line_num}: {error}; {REMEDY}") from None
    if not rows:
        raise ValueError(f"{path}: there are no rows in it; {REMEDY}")
    return np.array(rows, dtype=np.float32)


def pulsar_file(path: PathLike | None = None) -> Path:
    """Return the file to read: `path`, or if it is None, the one that the data folders offer."""
    return find(TABLES, FOLDER) if path is None else Path(path)


def read_row(cells: Sequence[str]) -> list[float]:
    """Return the nine numbers of one line; ValueError says what is wrong with it."""
    if len(cells) != FEATURES + 1:
        raise ValueError(f"{len(cells)} columns instead of {FEATURES + 1}")
    numbers = [float(cell) for cell in cells]
    for number, cell in zip(numbers, cells, strict=True):
        # A comparison with nan is false, so this refuses nan as well as what float32 cannot hold.
        if not abs(number) <= FLOAT32_MAX:
            raise ValueError(f"{cell.strip()!r} is not a number that float32 can hold")
    if numbers[-1] not in (0.0, 1.0):
        raise ValueError(f"the class is {cells[-1].strip()!r}, neither 0 nor 1")
    return numbers


def arrange_data(
    row_count: int, mb_size: int, rng: np.random.Generator | np.random.RandomState
) -> tuple[np.ndarray, np.ndarray]:
    """Shuffle the row numbers of a table and split them: for training, and for the test.

    Parameters
    ----------
    row_count : int
        The number of rows.
    mb_size : int
        The number of rows to a mini-batch.
    rng : Generator or RandomState
        Shuffles all row numbers, once.

    Returns
    -------
    train_rows, test_rows : ndarray of int
        80 % of the rows, less what does not fill a mini-batch; and the rest.

    Raises
    ------
    ValueError
        If no mini-batch of this size fits into the part for training.

    Notes
    -----
    Source: D3.
    """
    most = int(row_count * TRAINING_SHARE)
    if not 1 <= mb_size <= most:
        raise ValueError(f"mb_size must be from 1 to {most} for {row_count} rows, not {mb_size}")
    shuffle_map = np.arange(row_count)
    rng.shuffle(shuffle_map)
    test_begin = most // mb_size * mb_size
    return shuffle_map[:test_begin], shuffle_map[test_begin:]
