"""The instructor's report shows a whole class run on one page, from the gradebook alone."""
