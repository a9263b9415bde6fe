"""Jupyter notebooks hold the exercises, and check them in place."""
