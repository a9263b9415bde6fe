"""Runs the exercises in Jupyter notebooks."""
