"""A class is graded: the run, its processes, its lock and its cluster."""
