"""A gradebook is read and handed on: to learners, instructors and other systems."""
