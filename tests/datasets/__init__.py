"""Tests of `rawgrad/datasets`."""
