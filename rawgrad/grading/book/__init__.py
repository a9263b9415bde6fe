"""Keeps records and marks in a gradebook, and reads what the instructor writes beside it."""
