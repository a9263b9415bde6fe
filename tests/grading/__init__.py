"""Tests of `rawgrad/grading`."""
