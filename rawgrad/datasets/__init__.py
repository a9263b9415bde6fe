"""Reads the data files of the exercises, and shows how far a training has come.

This is the one package that exercises import besides each other and NumPy:
`from rawgrad.datasets import read_mnist`. It finds a file in the folder that RAWGRAD_DATA names,
else in the kit's own data, compares it with its checksum, and refuses what is damaged in one line
that names the file, the fault and the remedy. It never writes a file, and it knows no exercise.
"""

from rawgrad.datasets.arrays import read_arrays
from rawgrad.datasets.bar import progress
from rawgrad.datasets.files import REMEDY, data_folders, find, read_bytes, verified
from rawgrad.datasets.idx import read_idx
from rawgrad.datasets.mnist import read_mnist
from rawgrad.datasets.pulsars import arrange_data, read_pulsars
from rawgrad.datasets.tables import PIXELS, is_number, parse_rows

__all__ = [
    "PIXELS",
    "REMEDY",
    "arrange_data",
    "data_folders",
    "find",
    "is_number",
    "parse_rows",
    "progress",
    "read_arrays",
    "read_bytes",
    "read_idx",
    "read_mnist",
    "read_pulsars",
    "verified",
]
