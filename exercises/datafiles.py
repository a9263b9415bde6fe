"""Where the data files lie, and whether they are whole.

This module is given: it is not an exercise. It finds a data file, compares it with the
checksum that lies beside it, and reads it; whatever is wrong is said in one line, with the
file, the fault and the remedy.
"""

import gzip
import hashlib
import importlib.util
import io
import os
import pickle
import zipfile
import zlib
from pathlib import Path

import numpy as np

REMEDY = "data/README.md in the project's repository says where to get it"


def data_folders(directory=None):  # given
    """List the folders in which data files are looked for, first choice first.

    Parameters
    ----------
    directory : path, optional
        Look here and nowhere else.

    Returns
    -------
    list of Path
        `directory` alone; or the folder named by the environment variable RAWGRAD_DATA, the one
        that the tool names in RAWGRAD_KIT_DATA, `data/` beside this package, and the data of an
        installed rawgrad.

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
    folders = []
    own = os.environ.get("RAWGRAD_DATA")
    if own:
        if not os.path.isdir(own):
            raise FileNotFoundError(
                f"{own}: there is no such folder; correct or unset RAWGRAD_DATA"
            )
        folders.append(Path(own))
    if os.environ.get("RAWGRAD_KIT_DATA"):
        folders.append(Path(os.environ["RAWGRAD_KIT_DATA"]))
    folders.append(Path(__file__).resolve().parent.parent / "data")
    installed = importlib.util.find_spec("rawgrad")
    for place in (installed and installed.submodule_search_locations) or []:
        folders.append(Path(place) / "_kit" / "data")
    return folders


def find(name, folder, directory=None):  # given
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


def verified(path):  # given
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
        sums = base / "SHA256SUMS"
        if not os.path.isfile(sums):
            continue
        listed = absolute.relative_to(base).as_posix()
        for line in sums.read_text(encoding="utf-8-sig", errors="replace").splitlines():
            # "checksum  name", or "checksum *name" for a binary file; `sha256sum ./*` adds ./
            wanted, _, name = line.partition(" ")
            if name[1:].removeprefix("./") != listed:
                continue
            with open(path, "rb") as file:
                got = hashlib.file_digest(file, "sha256").hexdigest()
            if got != wanted.lower():
                raise ValueError(
                    f"{path}: wrong checksum: SHA-256 is {got[:12]}..., but {sums} lists "
                    f"{wanted[:12]}...; the file is damaged or another one; {REMEDY}"
                )
    return path


def read_bytes(path):  # given
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


def read_idx(path, kind):  # given
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


class PickledType:  # given
    """Stands in for `numpy.dtype` while a pickle is read: numbers only."""

    def __init__(self, code, *flags):  # given
        """Take the type's code: a letter for the kind of number, then its size in bytes."""
        if code not in ("f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"):
            raise pickle.UnpicklingError(f"it holds an array of type {code!r}, not of numbers")
        self.dtype = np.dtype(code)

    def __setstate__(self, state):  # given
        """Take the byte order, which follows the version in what NumPy pickles."""
        self.dtype = self.dtype.newbyteorder(state[1])


class PickledArray:  # given
    """Stands in for `numpy.ndarray` while a pickle is read."""

    def __init__(self, *ignored):  # given
        """Make an array that is empty as yet; NumPy pickles the content as its state."""
        self.array = None

    def __setstate__(self, state):  # given
        """Take version, shape, type, whether columns come first, and the bytes."""
        _, shape, pickled_type, columns_first, content = state
        flat = np.frombuffer(content, pickled_type.dtype)
        self.array = flat.reshape(shape, order="F" if columns_first else "C").copy()

    @classmethod
    def from_buffer(cls, content, pickled_type, shape, order):  # given
        """Make an array as pickles of protocol 5 do: at once, from its bytes."""
        made = cls()
        made.__setstate__((1, shape, pickled_type, order == "F", content))
        return made


def latin1_bytes(text, coding):  # given
    """Stand in for `_codecs.encode`: before protocol 3 a pickle has bytes made from text."""
    if coding != "latin1":
        raise pickle.UnpicklingError(f"it holds bytes in the coding {coding!r}, not 'latin1'")
    return text.encode("latin1")


class ArrayUnpickler(pickle.Unpickler):  # given
    """An unpickler that admits NumPy arrays and nothing else.

    A pickle is a little program: it may name any function and have it called, with whatever
    consequences. This one knows the five names that a pickled array needs, under the module
    names of NumPy 1 and NumPy 2, and refuses every other. What it calls is not NumPy's own, either:
    `numpy.ndarray` and `numpy.dtype`, called with forged arguments, reach into memory that is
    not theirs.
    """

    def find_class(self, module, name):  # given
        """Return the stand-in for a name that an array needs; refuse every other name."""
        stand_ins = {
            "numpy.ndarray": PickledArray,
            "numpy.dtype": PickledType,
            "numpy._core.multiarray._reconstruct": PickledArray,
            "numpy._core.numeric._frombuffer": PickledArray.from_buffer,
            "_codecs.encode": latin1_bytes,
        }
        asked = f"{module}.{name}"
        try:
            return stand_ins[asked.replace("numpy.core.", "numpy._core.")]
        except KeyError:
            raise pickle.UnpicklingError(
                f"it asks for {asked!r}, which is no part of an array"
            ) from None


def read_arrays(path):  # given
    """Read named arrays from an `.npz` file or from a pickled dict.

    Parameters
    ----------
    path : path

    Returns
    -------
    dict of ndarray

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If the file is damaged, or holds anything but named arrays of numbers.
    """
    path = verified(path)
    data = path.read_bytes()
    try:
        if data.startswith(b"PK"):
            with np.load(io.BytesIO(data), allow_pickle=False) as file:
                arrays = dict(file)
        else:
            loaded = ArrayUnpickler(io.BytesIO(data)).load()
            if not isinstance(loaded, dict):
                raise pickle.UnpicklingError("it holds no dict")
            # None where there is something else than an array, which is refused below.
            arrays = {name: getattr(pickled, "array", None) for name, pickled in loaded.items()}
    except pickle.UnpicklingError as error:
        raise ValueError(f"{path}: not a pickle of NumPy arrays: {error}; {REMEDY}") from None
    except zipfile.BadZipFile as error:
        raise ValueError(f"{path}: truncated or damaged .npz ({error}); {REMEDY}") from None
    # A damaged pickle can raise almost anything, as its documentation says.
    except Exception as error:
        reason = " ".join(str(error).split())
        raise ValueError(
            f"{path}: truncated, damaged, or neither .npz nor pickle ({reason}); {REMEDY}"
        ) from None
    numbers = all(
        isinstance(name, str) and isinstance(array, np.ndarray) and array.dtype.kind in "fiu"
        for name, array in arrays.items()
    )
    if not numbers:
        raise ValueError(f"{path}: it does not hold named arrays of numbers; {REMEDY}")
    return arrays
