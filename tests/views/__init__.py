"""Tests of `rawgrad.views`."""
