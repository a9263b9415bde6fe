"""Submissions are read: archives, LMS file names, encodings and notebooks become modules."""
