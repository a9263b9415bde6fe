"""What of a gradebook is handed on: to learners, to the systems of a school, to machines."""
