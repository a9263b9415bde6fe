"""The version of this package; a leaf, so that every module may import it."""

__version__ = "0.3.1"
