"""Recognising digits image by image, and in batches: D4 measured a factor of 17."""

from __future__ import annotations

from solutions.mnist import accuracy, init_network, load_mnist

from .measure import compare, in_turn, is_quick, machine, timed


def main(quick: bool) -> str:
    """Measure, and return the table."""
    images = 500 if quick else 10_000
    _, (x, t) = load_mnist()
    x, t = x[:images], t[:images]
    network = init_network()
    contenders = {
        f"batches of {size:,}": timed(lambda size=size: accuracy(network, x, t, size))
        for size in (100, 10, 1_000, images)
    }
    contenders["image by image"] = timed(lambda: accuracy(network, x, t))
    times = in_turn(contenders, rounds=2 if quick else 15)
    return f"{machine()}\n\n{images:,} images.\n\n{compare(times, 'batches of 100', 1000, 'ms')}"


if __name__ == "__main__":
    print(main(is_quick(__doc__)))
