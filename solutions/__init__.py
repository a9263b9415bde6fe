"""The reference: every exercise, complete."""
