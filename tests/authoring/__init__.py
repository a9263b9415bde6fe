"""Tests of `rawgrad/authoring`."""
