"""Reads the two parts of MNIST from the files that are there: IDX, or else CSV."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from rawgrad.datasets.files import REMEDY, PathLike, find, read_bytes
from rawgrad.datasets.idx import read_idx
from rawgrad.datasets.tables import is_number, parse_rows

FOLDER = "mnist"


class Part(NamedTuple):
    """The file names that will do for one part, first choice first; `table` holds both in one."""

    images: tuple[str, ...]
    labels: tuple[str, ...]
    table: tuple[str, ...]


def _part(prefix: str, name: str) -> Part:
    images, labels = f"{prefix}-images-idx3-ubyte", f"{prefix}-labels-idx1-ubyte"
    table = f"mnist_{name}.csv"
    return Part((f"{images}.gz", images), (f"{labels}.gz", labels), (table, f"{table}.gz"))


PARTS = {"train": _part("train", "train"), "test": _part("t10k", "test")}


def read_mnist(part: str, directory: PathLike | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Read the images and labels of one part of MNIST, as they are in the files.

    Parameters
    ----------
    part : str
        "train" or "test".
    directory : path, optional
        Look for the files here and nowhere else.

    Returns
    -------
    images : ndarray of uint8, shape (N, 28, 28) from IDX files, (N, 784) from CSV files
    labels : ndarray of uint8, shape (N,)

    Raises
    ------
    FileNotFoundError
        If a file is missing.
    ValueError
        If a file is damaged, or the files do not belong together.
    """
    names = PARTS[part]
    found = find(names.images + names.table, FOLDER, directory)
    if found.name in names.table:
        return _read_table(found)
    label_file = find(names.labels, FOLDER, directory)
    images = read_idx(found, "images")
    labels = read_idx(label_file, "labels")
    if len(images) != len(labels):
        raise ValueError(
            f"{label_file}: {len(labels)} labels, but {found} holds {len(images)} images; {REMEDY}"
        )
    return images, labels


def _read_table(path: PathLike) -> tuple[np.ndarray, np.ndarray]:
    """Read images and labels from a CSV file, with or without a line that names the columns."""
    lines = read_bytes(path).decode("utf-8-sig", "replace").splitlines()
    named = bool(lines) and not is_number(lines[0].split(",")[0])
    table = parse_rows(path, lines, int(named))
    return table[:, 1:], table[:, 0]
