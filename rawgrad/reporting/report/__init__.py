"""Writes the instructor's report: one page of a whole class run, from the gradebook alone."""
