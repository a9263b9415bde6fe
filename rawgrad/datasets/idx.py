"""Reads IDX files, the format in which MNIST was published."""

from __future__ import annotations

import numpy as np

from rawgrad.datasets.files import REMEDY, PathLike, read_bytes


def read_idx(path: PathLike, kind: str) -> np.ndarray:
    """Read an IDX file of MNIST, plain or compressed with gzip.

    Parameters
    ----------
    path : path
    kind : str
        What it must hold: "images" or "labels".

    Returns
    -------
    ndarray of uint8, shape (N, 28, 28) for images and (N,) for labels

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If it is truncated, too long, no IDX file, or holds something else.
    """
    data = read_bytes(path)
    # An IDX file starts with 0, 0, the type (8: uint8), the number of axes; then comes the length
    # of each axis in four bytes, the highest first.
    kinds = {3: "images", 1: "labels"}
    if len(data) < 4:
        raise ValueError(f"{path}: truncated: {len(data)} bytes are no IDX file; {REMEDY}")
    if data[:3] != b"\0\0\x08" or data[3] not in kinds:
        raise ValueError(
            f"{path}: no IDX file of MNIST {kind}: it starts with {data[:4].hex(' ')}; {REMEDY}"
        )
    start = 4 + 4 * data[3]
    if len(data) < start:
        raise ValueError(f"{path}: truncated: {len(data)} bytes are no IDX header; {REMEDY}")
    if kinds[data[3]] != kind:
        raise ValueError(f"{path}: mislabelled: it holds {kinds[data[3]]}, not {kind}; {REMEDY}")
    shape = tuple(int(length) for length in np.frombuffer(data[4:start], dtype=">u4"))
    if kind == "images" and shape[1:] != (28, 28):
        raise ValueError(
            f"{path}: mislabelled: images of {shape[1]} x {shape[2]} pixels, not 28 x 28; {REMEDY}"
        )
    want = start + shape[0] * (784 if kind == "images" else 1)
    if len(data) != want:
        fault = "truncated" if len(data) < want else "too long"
        raise ValueError(
            f"{path}: {fault}: {len(data)} bytes, but {shape[0]} {kind} take {want}; {REMEDY}"
        )
    values = np.frombuffer(data, dtype=np.uint8, offset=start).reshape(shape)
    if kind == "labels" and values.size and values.max() > 9:
        raise ValueError(
            f"{path}: mislabelled: {values.max()} is not a digit from 0 to 9; {REMEDY}"
        )
    # What frombuffer returns is read-only; a copy can be changed.
    return values.copy()
