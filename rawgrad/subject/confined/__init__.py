"""A submission runs in a confined process of its own; a self-test proves it."""
