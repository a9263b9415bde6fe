"""Tests of `rawgrad/reporting`."""
