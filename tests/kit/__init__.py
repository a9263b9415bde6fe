"""Tests of `rawgrad/kit`."""
