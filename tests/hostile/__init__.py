"""Attacks on the grader, each a small submission that deserves nothing."""
