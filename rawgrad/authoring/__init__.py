"""An author writes an exercise: its files begin here, and what is still missing is said."""
