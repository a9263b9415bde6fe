"""Tests of `rawgrad/subject`."""
