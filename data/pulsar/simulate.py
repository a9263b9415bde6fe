"""Draw simulated_pulsars.csv from htru2_summary.json, the published figures of HTRU2.

Each class is a Gaussian copula: correlated standard normal numbers, one for each feature, are
turned into probabilities by the normal distribution, and these into features by the class's
quantiles. So every feature has nearly the distribution, and every pair of features nearly the rank
correlation, that was measured on the real stars and pulsars; but no row is one of theirs.

    python simulate.py [OUTPUT.csv]

The same seed gives the same bytes.
"""

import json
import math
import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
SEED = 2


def normal_distribution(z):
    """Return the probability that a standard normal number is below each element of `z`."""
    erf = np.vectorize(math.erf, otypes=[float])
    return 0.5 * (1.0 + erf(z / math.sqrt(2.0)))


def draw_class(figures, levels, rng):
    """Return an array (count, features) of rows like those that `figures` sums up."""
    correlation = np.array(figures["normal_score_correlation"])
    independent = rng.standard_normal((figures["count"], len(correlation)))
    correlated = independent @ np.linalg.cholesky(correlation).T
    probabilities = normal_distribution(correlated)
    features = [
        np.interp(column, levels, quantiles)
        for column, quantiles in zip(probabilities.T, figures["quantiles"], strict=True)
    ]
    return np.column_stack(features)


def draw_lines(summary, seed):
    """Return the lines of the file: the header as Kaggle prints it, then the rows, shuffled."""
    # RandomState, because its stream is frozen: a new NumPy draws the same rows.
    rng = np.random.RandomState(seed)
    lines = []
    for target, figures in sorted(summary["classes"].items()):
        for row in draw_class(figures, summary["quantile_levels"], rng):
            # The quantiles are given to six decimals, so more would be noise.
            lines.append(",".join(f"{value:.6f}" for value in row) + f",{target}\n")
    rng.shuffle(lines)
    header = "".join(f" {feature}," for feature in summary["features"]) + "target_class\n"
    return [header, *lines]


def main(output=HERE / "simulated_pulsars.csv"):
    """Write the simulated file to `output`."""
    summary = json.loads((HERE / "htru2_summary.json").read_text(encoding="utf-8"))
    # A run that is broken off must not leave half a file under the real name.
    unfinished = Path(f"{output}.part")
    with unfinished.open("w", encoding="utf-8", newline="") as file:
        file.writelines(draw_lines(summary, SEED))
    unfinished.replace(output)


if __name__ == "__main__":
    main(*sys.argv[1:2])
