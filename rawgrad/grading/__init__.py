"""Grading a class: submissions taken in, examined, and kept in a gradebook."""
