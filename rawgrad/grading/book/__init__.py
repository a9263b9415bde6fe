"""The gradebook keeps records and marks, and reads what the instructor writes beside it."""
