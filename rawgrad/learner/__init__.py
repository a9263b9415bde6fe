"""What a learner uses besides a check: watch, hints, a folder of their own."""
