"""These functions make files like those that cases read, with other contents: one for each kind.

Each takes the case's own file or folder, where to write, and a generator to draw by. What makes a
file faulty stays: a word among numbers, a missing column, a torn end.
"""

from __future__ import annotations

import gzip
import io
import pickle
import shutil
from pathlib import Path

import numpy as np


def images(source: Path, target: Path, rng: np.random.Generator) -> None:
    """Write a folder of IDX files with other pixels and labels."""
    labels(source, target, rng)
    for path in sorted(source.glob("*images*")):
        _redraw(path, target / path.name, 16, 256, rng)


def labels(source: Path, target: Path, rng: np.random.Generator) -> None:
    """Write a folder of IDX files with other labels and the same pixels."""
    shutil.copytree(source, target)
    for path in sorted(source.glob("*labels*")):
        _redraw(path, target / path.name, 8, 10, rng)


def _redraw(source: Path, target: Path, head: int, values: int, rng: np.random.Generator) -> None:
    data = gzip.decompress(source.read_bytes())
    drawn = rng.integers(values, size=max(0, len(data) - head), dtype=np.uint8)
    target.write_bytes(gzip.compress(data[:head] + drawn.tobytes(), mtime=0))


def images_csv(source: Path, target: Path, rng: np.random.Generator) -> None:
    """Write a CSV file of images with other pixels and labels, compressed as it was."""
    data = source.read_bytes()
    packed = source.suffix == ".gz"
    lines = (gzip.decompress(data) if packed else data).decode().splitlines()
    text = "".join(f"{_image(line.split(','), rng)}\n" for line in lines).encode()
    target.write_bytes(gzip.compress(text, mtime=0) if packed else text)


def _image(cells: list[str], rng: np.random.Generator) -> str:
    def drawn(cell: str, most: int) -> str:
        valid = cell.isdigit() and int(cell) <= most
        return str(rng.integers(most, endpoint=True)) if valid else cell

    return ",".join([drawn(cells[0], 9), *(drawn(cell, 255) for cell in cells[1:])])


def network(source: Path, target: Path, rng: np.random.Generator) -> None:
    """Write weights and biases that are other numbers, in the form that they had."""
    if source.suffix == ".npz":
        with np.load(source) as arrays:
            found = {name: _scaled(arrays[name], rng) for name in arrays.files}
        buffer = io.BytesIO()
        np.savez(buffer, **found)
        target.write_bytes(buffer.getvalue())
        return
    loaded = pickle.loads(source.read_bytes(), encoding="latin-1")
    if not all(isinstance(value, np.ndarray) for value in loaded.values()):
        shutil.copy(source, target)
        return
    data = pickle.dumps({name: _scaled(array, rng) for name, array in loaded.items()}, protocol=2)
    # As NumPy 1 called its modules, which is how the document's file has them.
    target.write_bytes(data.replace(b"numpy._core", b"numpy.core"))


def _scaled(value: object, rng: np.random.Generator) -> object:
    if not isinstance(value, np.ndarray):
        return value
    return np.asarray(value * rng.uniform(0.7, 1, value.shape), value.dtype)


def pulsars(source: Path, target: Path, rng: np.random.Generator) -> None:
    """Write candidates with other features, in another order."""
    header, *lines = source.read_text(encoding="utf-8").splitlines()
    rows = [",".join([*(_feature(c, rng) for c in cells[:-1]), cells[-1]])
            for cells in (line.split(",") for line in rng.permutation(lines))]  # fmt: skip
    target.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")


def _feature(cell: str, rng: np.random.Generator) -> str:
    try:
        return f"{float(cell) * rng.uniform(0.7, 1):.9g}"
    except ValueError:
        return cell
