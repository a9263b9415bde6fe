"""Tests of `rawgrad/release`."""
