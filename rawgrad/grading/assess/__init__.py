"""Grades one submission: from the texts of its modules to a record that is kept."""
