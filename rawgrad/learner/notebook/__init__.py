"""The exercises in Jupyter notebooks."""
