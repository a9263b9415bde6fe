"""Reads named arrays, as the weights of a network are kept: from `.npz` files and pickles."""

from __future__ import annotations

import io
import pickle
import zipfile

import numpy as np

from rawgrad.datasets.files import REMEDY, PathLike, verified
from rawgrad.datasets.pickles import ArrayUnpickler


def read_arrays(path: PathLike) -> dict[str, np.ndarray]:
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
