"""Wrong implementations, one file an exercise."""
