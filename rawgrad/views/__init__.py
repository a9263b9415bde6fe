"""Renders outcomes: as rows, then as terminal text, HTML or Markdown."""
