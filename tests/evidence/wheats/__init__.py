"""Right implementations written differently, one file an exercise."""
