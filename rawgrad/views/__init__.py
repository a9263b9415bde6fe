"""Outcomes become something to read: rows, then terminal text, HTML or Markdown."""
