"""A submission in a confined process of its own, and proof that it is confined."""
