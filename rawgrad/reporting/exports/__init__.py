"""Exports a gradebook: to learners, to the systems of a school, to machines."""
