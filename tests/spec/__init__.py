"""Tests of `rawgrad/spec`."""
