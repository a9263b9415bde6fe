"""Writing an exercise: the files it begins as, and what is still missing of it."""
