"""The exercises: fill in what raises NotImplementedError."""
