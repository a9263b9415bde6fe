"""A learner checks exercises, asks for hints, and works in a folder or notebook of their own."""
