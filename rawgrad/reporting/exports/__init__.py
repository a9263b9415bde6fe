"""Exports hand a gradebook on: to learners, to the systems of a school, to machines."""
