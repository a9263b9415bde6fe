"""Proof that the specification tells right from wrong: chaffs, wheats and mutants."""
