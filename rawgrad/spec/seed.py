"""A seed is the secret by which all that is random in grading is drawn.

A learner's own check has the seed 0, so that it says the same each time. A gradebook has one of its
own that nobody else knows: answers recorded at home are then no answers.
"""

from __future__ import annotations

import hashlib
import secrets

import numpy as np

BITS = 128


def fresh() -> int:
    """Return a new seed."""
    return secrets.randbits(BITS)


def drawing(seed: int, name: str) -> np.random.Generator:
    """Return the generator by which one item draws.

    Its state crosses to a submission where a law hands it over, and tells nothing of the seed nor
    of what others draw: between them stands a hash that nobody inverts.
    """
    hashed = hashlib.sha256(f"{seed}/{name}".encode()).digest()
    return np.random.default_rng(int.from_bytes(hashed))
