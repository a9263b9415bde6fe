"""Finds data files, and verifies their checksums before they are read.

What a file holds is left to the readers of its format.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

REMEDY = "data/README.md in the project's repository says where to get it"
SUMS = "SHA256SUMS"

PathLike = str | os.PathLike[str]


def kit_data() -> Path:
    """Return the folder of the kit's own data, wherever a program is run.

    An installed package carries the kit inside; in a clone the data lie beside the package.
    """
    package = Path(__file__).resolve().parents[1]
    kit = package / "_kit"
    return (kit if os.path.isdir(kit) else package.parent) / "data"


def data_folders(directory: PathLike | None = None) -> list[Path]:
    """List the folders in which data files are looked for, first choice first.

    Parameters
    ----------
    directory : path, optional
        Look here and nowhere else.

    Returns
    -------
    list of Path
        `directory` alone; or the folder named by the environment variable RAWGRAD_DATA, if there
        is one, and the kit's own data.

    Raises
    ------
    FileNotFoundError
        If `directory`, or the folder that RAWGRAD_DATA names, does not exist.
    """
    # A misspelt folder must not go unnoticed while other data are quietly used in its place.
    if directory is not None:
        if not os.path.isdir(directory):
            raise FileNotFoundError(f"{directory}: there is no such folder; {REMEDY}")
        return [Path(directory)]
    own = os.environ.get("RAWGRAD_DATA")
    if not own:
        return [kit_data()]
    if not os.path.isdir(own):
        raise FileNotFoundError(f"{own}: there is no such folder; correct or unset RAWGRAD_DATA")
    return [Path(own), kit_data()]


def find(name: str | Sequence[str], folder: str, directory: PathLike | None = None) -> Path:
    """Find a data file; whoever reads it looks at its checksum.

    Parameters
    ----------
    name : str or sequence of str
        A file name, or several that will do, first choice first.
    folder : str
        The subfolder in which it may lie: "mnist" or "pulsar". It may lie above it, too.
    directory : path, optional
        Look here and nowhere else.

    Returns
    -------
    Path

    Raises
    ------
    FileNotFoundError
        If no folder holds it.
    """
    names = [name] if isinstance(name, str) else list(name)
    places = data_folders(directory)
    for place in places:
        for candidate in names:
            for path in (place / candidate, place / folder / candidate):
                if os.path.isfile(path):
                    return path
    looked = ", ".join(str(place) for place in places)
    raise FileNotFoundError(f"{' or '.join(names)}: missing (looked in {looked}); {REMEDY}")


def checksums(path: PathLike) -> Iterator[tuple[str, str]]:
    """Yield the names and the SHA-256 that a file in the format of sha256sum lists.

    Parameters
    ----------
    path : path

    Yields
    ------
    name, checksum : str

    Raises
    ------
    OSError
        If it cannot be read.
    """
    for line in Path(path).read_text(encoding="utf-8-sig", errors="replace").splitlines():
        # "checksum  name", or "checksum *name" for a binary file; `sha256sum ./*` adds ./
        checksum, _, name = line.partition(" ")
        yield name[1:].removeprefix("./"), checksum.lower()


def verified(path: PathLike) -> Path:
    """Return the path of a file whose checksum is right, or which has none.

    A file `SHA256SUMS` in the file's folder or in the one above may list it, in the format of the
    command sha256sum.

    Parameters
    ----------
    path : path

    Returns
    -------
    Path

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If its checksum is wrong.
    """
    path = Path(path)
    if not os.path.isfile(path):
        raise FileNotFoundError(f"{path}: missing; {REMEDY}")
    absolute = path.absolute()
    for base in absolute.parents[:2]:
        sums = base / SUMS
        if not os.path.isfile(sums):
            continue
        listed = absolute.relative_to(base).as_posix()
        for wanted in (checksum for name, checksum in checksums(sums) if name == listed):
            with open(path, "rb") as file:
                got = hashlib.file_digest(file, "sha256").hexdigest()
            if got != wanted:
                raise ValueError(
                    f"{path}: wrong checksum: SHA-256 is {got[:12]}..., but {sums} lists "
                    f"{wanted[:12]}...; the file is damaged or another one; {REMEDY}"
                )
    return path


def read_bytes(path: PathLike) -> bytes:
    """Return the content of a file, plain or compressed with gzip.

    Parameters
    ----------
    path : path

    Returns
    -------
    bytes

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If its checksum is wrong, or the compressed data are truncated or damaged.
    """
    raw = verified(path).read_bytes()
    # The content tells, not the name: browsers unpack files and leave the .gz in the name.
    if not raw.startswith(b"\x1f\x8b"):
        return raw
    try:
        return gzip.decompress(raw)
    except EOFError:
        raise ValueError(f"{path}: truncated: the gzip data end too early; {REMEDY}") from None
    except (gzip.BadGzipFile, zlib.error) as error:
        raise ValueError(f"{path}: damaged gzip data ({error}); {REMEDY}") from None
