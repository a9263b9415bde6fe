"""The kit says where its files lie, and reads and writes what people hand to it."""
