"""Tests of `rawgrad/learner`."""
