"""A class is graded: submissions are taken in, examined, and kept in a gradebook."""
