"""Finding pulsars: when accuracy misleads.

Of eleven candidates ten are no pulsar, so whoever always says "star" is right 91 times in 100 and
finds nothing. Precision (of those called pulsars, how many are?) and recall (of the pulsars, how
many are found?) tell what accuracy hides, and F1 weighs the two together. Document D3 adds them to
its binary decisions, and shows the network as many pulsars as stars, so that it finds more of them.
Start with `safe_div`, then the four figures, then the balanced data set. None of them changes its
arguments.
"""

import numpy as np

from rawgrad.datasets import arrange_data, read_pulsars

from .binary import init_model, train


def load_pulsar_dataset(adjust_ratio=False, *, path=None):
    """Return the stars, then the pulsars; on request as many pulsars as stars.

    Parameters
    ----------
    adjust_ratio : bool
        False: every row of the file once. True: the pulsars are taken in turn, from the first
        to the last and again, until there are as many of them as stars, even if the file has
        more of them. There must be one.
    path : str, optional
        The file to read, as `read_pulsars` takes it.

    Returns
    -------
    ndarray of float, shape (N, 9)
        Eight features and the class, 1 for a pulsar, 0 for a star. Stars and pulsars each keep
        the file's order.

    Raises
    ------
    FileNotFoundError, ValueError
        As `read_pulsars`.

    Notes
    -----
    Source: D3. The copies are made before `pulsar_exec` splits off its test rows, so with
    `adjust_ratio` a pulsar of the test has nearly always been seen in training as well.

    Examples
    --------
    The kit's file has 16,259 stars and 1,639 pulsars.

    >>> load_pulsar_dataset().shape
    (17898, 9)
    >>> load_pulsar_dataset(adjust_ratio=True).shape
    (32518, 9)
    """
    rows = read_pulsars(path)
    is_pulsar = rows[:, -1] == 1
    stars, pulsars = rows[~is_pulsar], rows[is_pulsar]
    if adjust_ratio:
        # Counting modulo the number of pulsars starts again after the last one.
        pulsars = pulsars[np.arange(len(stars)) % len(pulsars)]
    return np.concatenate([stars, pulsars])


def safe_div(p, q):
    """Return p / q, and for q = 0 the sign of p instead of an error.

    Parameters
    ----------
    p, q : float
        What is divided, and by what. A `q` nearer to 0 than 1e-20 counts as 0.

    Returns
    -------
    float
        The quotient; for q = 0 it is 1, 0 or -1, as an int or a float.

    Notes
    -----
    Source: D3.

    Examples
    --------
    >>> safe_div(3, 4), safe_div(3, 0), safe_div(0, 0), safe_div(-2, 0)
    (0.75, 1.0, 0.0, -1.0)
    """
    if abs(q) < 1.0e-20:
        return float(np.sign(p))
    return float(p / q)


def eval_accuracy(output, y):
    """Return accuracy, precision, recall and F1 of the network's answers.

    Parameters
    ----------
    output : ndarray of float or int, shape (N, 1)
        Logits, however large. A positive logit says pulsar; 0 says star.
    y : ndarray of float or int, the shape of `output`
        The answers: 1 is a pulsar, 0 a star.

    Returns
    -------
    list of float, length 4
        Accuracy, the share of right answers; precision, the share of pulsars among those called
        one; recall, the share of those called one among the pulsars; F1, the harmonic mean of
        precision and recall. Each is 0 where it would be 0 / 0.

    Notes
    -----
    Source: D3.

    Examples
    --------
    One pulsar found, one missed, one star taken for a pulsar, one star left alone:

    >>> output = np.array([[2.0], [-1.0], [0.3], [-4.0]])
    >>> eval_accuracy(output, np.array([[1.0], [1.0], [0.0], [0.0]]))
    [0.5, 0.5, 0.5, 0.5]

    "Always star", on four stars and a pulsar:

    >>> eval_accuracy(np.full((5, 1), -1.0), np.array([[0.0], [0.0], [0.0], [0.0], [1.0]]))
    [0.8, 0.0, 0.0, 0.0]
    """
    est_yes = output > 0
    ans_yes = y == 1

    tp = np.sum(est_yes & ans_yes)
    fp = np.sum(est_yes & ~ans_yes)
    fn = np.sum(~est_yes & ans_yes)
    tn = np.sum(~est_yes & ~ans_yes)

    accuracy = safe_div(tp + tn, tp + tn + fp + fn)
    precision = safe_div(tp, tp + fp)
    recall = safe_div(tp, tp + fn)
    f1 = 2 * safe_div(recall * precision, recall + precision)
    return [accuracy, precision, recall, f1]


def balance(data, rows):  # given
    """Return the row numbers `rows` with pulsars repeated until they are as many as the stars."""
    is_pulsar = data[rows, -1] == 1
    stars, pulsars = rows[~is_pulsar], rows[is_pulsar]
    if len(pulsars) == 0:
        raise ValueError("there are no pulsars in the training part, so none can be repeated")
    return np.concatenate([stars, np.resize(pulsars, len(stars))])


def pulsar_exec(  # given
    epoch_count=10,
    mb_size=10,
    report=1,
    adjust_ratio=False,
    *,
    split_first=False,
    path=None,
    rng=None,
):
    """Train one layer to tell pulsars from stars; print and return the four figures.

    Parameters
    ----------
    epoch_count, mb_size, report, rng
        As in `binary.pulsar_exec`.
    adjust_ratio : bool
        Whether pulsars are repeated until they are as many as the stars.
    split_first : bool
        With `adjust_ratio`: False repeats pulsars in the whole data set and then splits, as D3
        does, which puts copies of the test's pulsars into training. True splits first and
        repeats pulsars in the training part only, so the test is on rows never seen, as rare
        as they are in the sky. Without `adjust_ratio` it changes nothing.
    path : str, optional
        As for `load_pulsar_dataset`.

    Returns
    -------
    list of dict
        One for each epoch: epoch (from 1), loss, and on the test rows accuracy, precision,
        recall, f1.

    Notes
    -----
    Source: D3, whose lines are printed as they are there, but none where `report` is 0;
    `split_first` is ours. Repeating raises recall. What it costs depends on the test: where pulsars
    are as rare as in the sky, precision falls and F1 mostly falls with it; where D3 made them as
    many as the stars, F1 looks better than it is, because a false alarm weighs ten times less.
    """
    rng = np.random.default_rng() if rng is None else rng
    data = load_pulsar_dataset(adjust_ratio and not split_first, path=path)
    model = init_model(rng)
    train_rows, test_rows = arrange_data(len(data), mb_size, rng)
    if adjust_ratio and split_first:
        train_rows = balance(data, train_rows)
    figures = "정확도:{:5.3f}|정밀도:{:5.3f}|재현율:{:5.3f}|F1 Score:{:5.3f}"
    history = []
    epochs = train(data, train_rows, test_rows, model, epoch_count, mb_size, rng)
    for epoch, (loss, _, tested) in enumerate(epochs, start=1):
        result = eval_accuracy(*tested)
        named = zip(["accuracy", "precision", "recall", "f1"], result, strict=True)
        history.append({"epoch": epoch, "loss": loss, **dict(named)})
        if report > 0 and epoch % report == 0:
            print(f"Epoch {epoch}: loss={loss:5.3f}, " + figures.format(*result))
    if report > 0 and history:
        print("\nFinal Test: final result = " + figures.format(*result))
    return history
