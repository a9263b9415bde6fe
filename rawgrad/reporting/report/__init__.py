"""The instructor's report: one page of a whole class run, written from the gradebook alone."""
