"""rawgrad: deep learning from scratch in NumPy, as a specification and exercises."""

__version__ = "0.1.0"
