"""Hands a gradebook on: to learners, instructors and other systems."""
