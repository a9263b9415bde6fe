"""What needs Keras and PyTorch: `tox -e frameworks`."""
