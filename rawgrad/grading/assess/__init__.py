"""One submission is graded: from the texts of its modules to a record that is kept."""
