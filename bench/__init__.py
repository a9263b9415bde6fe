"""Benchmarks: rawgrad and the reference against what a user would pick instead.

`python -m bench.loop` and so on, from the repository's root, each prints a table; `--quick` runs it
with tiny sizes, whose figures say nothing. `tox -e bench` runs all and writes `bench/RESULTS.md`.
"""
