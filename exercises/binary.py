"""Binary decisions from logits.

A network that answers yes or no puts out one number for each question: a logit, the logarithm of
the odds for yes. The sigmoid turns it into a probability, and the cross-entropy between that
probability and the answer is the loss. The formulas are short; computing them for a logit of 1000
or -1000 without overflow is the work here. Start with `sigmoid` and `logit`, then the loss and its
derivative, then the two steps that the training loop calls. Document D3 describes all of it and
tries it on telling pulsars from other stars, as `pulsar_exec` does here.

Predict before you write a line (`rawgrad predict` takes your answer):

- What does `np.exp(1000)` print?
- What does `np.mean(np.array([True, False, True, True]))` print?
"""

if __name__ == "__main__":
    raise SystemExit("Run instead / 대신 실행할 명령:  python -m rawgrad check binary")

import csv

import numpy as np

from .activation import relu
from .datafiles import REMEDY, find, read_bytes

LEARNING_RATE = 0.001
WEIGHT_STD = 0.0030
FEATURE_COUNT = 8
TRAINING_SHARE = 0.8
FLOAT32_MAX = float(np.finfo(np.float32).max)


def sigmoid(x):
    """Return the logistic sigmoid 1 / (1 + exp(-x)) of each element, for any float whatever.

    Parameters
    ----------
    x : ndarray or float
        Logits, of any shape. Infinities are allowed.

    Returns
    -------
    ndarray or float, the shape of `x`
        Probabilities from 0 to 1. No warning is given, however large the logit.

    Notes
    -----
    Source: D3, where sigmoid(-1000) runs into inf.

    Examples
    --------
    >>> print(sigmoid(np.array([-1000, 0, 1000])))
    [0.  0.5 1. ]
    """
    raise NotImplementedError("sigmoid")


def logit(p):
    """Return the logarithm of the odds, log(p / (1 - p)): the inverse of the sigmoid.

    Parameters
    ----------
    p : ndarray or float
        Probabilities, of any shape: above 0 and below 1.

    Returns
    -------
    ndarray or float, the shape of `p`

    Notes
    -----
    Source: D3.

    Examples
    --------
    Odds of 4 to 1 are a logit of log 4.

    >>> print(logit(np.array([0.2, 0.5, 0.8])).round(4))
    [-1.3863  0.      1.3863]
    """
    raise NotImplementedError("logit")


def sigmoid_derv(x, y):
    """Return the derivative of the sigmoid at `x`, given the sigmoid's value there.

    Parameters
    ----------
    x : ndarray or float
        Logits, of any shape. The value `y` says enough, so `x` is not used.
    y : ndarray or float
        sigmoid(x), of the same shape.

    Returns
    -------
    ndarray or float, the shape of `y`

    Notes
    -----
    Source: D3.

    Examples
    --------
    The sigmoid is steepest at 0.

    >>> print(sigmoid_derv(0.0, 0.5))
    0.25
    """
    raise NotImplementedError("sigmoid_derv")


def sigmoid_cross_entropy_with_logits(z, x):
    """Return the cross-entropy between the answer `z` and the probability sigmoid(x).

    This is -z log(sigmoid(x)) - (1 - z) log(1 - sigmoid(x)), element by element.

    Parameters
    ----------
    z : ndarray or float
        Answers: 1 is yes, 0 is no.
    x : ndarray or float
        Logits, of the same shape as `z`.

    Returns
    -------
    ndarray or float, the shape of `z`
        The cross-entropies in nats, never negative; no warning, however large the logit.

    Notes
    -----
    Source: D3.

    Examples
    --------
    A logit of 0 says "one half", which costs log 2 either way. A logit of 1000 is as good as
    certain: right, it costs nothing; wrong, it costs 1000.

    >>> z, x = np.array([1, 1, 0]), np.array([0, 1000, 1000])
    >>> print(sigmoid_cross_entropy_with_logits(z, x).round(4))
    [6.931e-01 0.000e+00 1.000e+03]
    """
    raise NotImplementedError("sigmoid_cross_entropy_with_logits")


def sigmoid_cross_entropy_with_logits_derv(z, x):
    """Return the derivative of that cross-entropy with respect to the logit `x`.

    Parameters
    ----------
    z : ndarray or float
        Answers, 0 or 1.
    x : ndarray or float
        Logits, of the same shape as `z`.

    Returns
    -------
    ndarray or float, the shape of `z`
        From -1 to 1, element by element.

    Notes
    -----
    Source: D3.

    Examples
    --------
    With a logit of 0 and the answer yes, the loss falls as the logit rises.

    >>> print(sigmoid_cross_entropy_with_logits_derv(np.array([1, 0]), np.array([0.0, 0.0])))
    [-0.5  0.5]
    """
    raise NotImplementedError("sigmoid_cross_entropy_with_logits_derv")


def forward_postproc(output, y):
    """Return the loss of a mini-batch, and what the way back will need.

    Parameters
    ----------
    output : ndarray of float, shape (N, 1)
        The network's logits (any shape works).
    y : ndarray, the shape of `output`
        The answers, 0 or 1.

    Returns
    -------
    loss : float
        The mean cross-entropy over all elements.
    aux : list
        [y, output, entropy], where entropy holds the cross-entropy of each element.

    Notes
    -----
    Source: D3.

    Examples
    --------
    >>> loss, aux = forward_postproc(np.array([[0.0], [0.0]]), np.array([[1.0], [0.0]]))
    >>> print(loss.round(4))
    0.6931
    """
    raise NotImplementedError("forward_postproc")


def backprop_postproc(G_loss, aux):
    """Return the gradient with respect to the network's output.

    Parameters
    ----------
    G_loss : float
        The gradient with respect to the loss; 1.0 where the loss is the end of the way.
    aux : list
        What `forward_postproc` gave: [y, output, entropy].

    Returns
    -------
    ndarray of float, the shape of the output

    Notes
    -----
    Source: D3.

    Examples
    --------
    Each of two elements carries half of the loss.

    >>> loss, aux = forward_postproc(np.array([[0.0], [0.0]]), np.array([[1.0], [0.0]]))
    >>> print(backprop_postproc(1.0, aux))
    [[-0.25]
     [ 0.25]]
    """
    raise NotImplementedError("backprop_postproc")


def eval_accuracy(output, y):
    """Return the share of answers that the network gets right.

    Parameters
    ----------
    output : ndarray of float, shape (N, 1)
        Logits. A positive logit says yes; 0 says no.
    y : ndarray, the shape of `output`
        The answers, 0 or 1.

    Returns
    -------
    float
        From 0 to 1.

    Notes
    -----
    Source: D3.

    Examples
    --------
    >>> output = np.array([[2.0], [-1.0], [0.3], [-4.0]])
    >>> print(eval_accuracy(output, np.array([[1], [1], [0], [0]])))
    0.5
    """
    raise NotImplementedError("eval_accuracy")


def read_row(cells):  # given
    """Return the nine numbers of one line; ValueError says what is wrong with it."""
    if len(cells) != FEATURE_COUNT + 1:
        raise ValueError(f"{len(cells)} columns instead of {FEATURE_COUNT + 1}")
    numbers = [float(cell) for cell in cells]
    for number, cell in zip(numbers, cells, strict=True):
        # A comparison with nan is false, so this refuses nan as well as what float32 cannot hold.
        if not abs(number) <= FLOAT32_MAX:
            raise ValueError(f"{cell.strip()!r} is not a number that float32 can hold")
    if numbers[-1] not in (0.0, 1.0):
        raise ValueError(f"the class is {cells[-1].strip()!r}, neither 0 nor 1")
    return numbers


def is_number(cell):  # given
    """Return whether the text `cell` can be read as a number."""
    try:
        float(cell)
    except ValueError:
        return False
    return True


def pulsar_file(path=None):  # given
    """Return the file to read: `path`, or if it is None, the one that the data folders offer.

    That is pulsar_stars.csv where RAWGRAD_DATA points to, or else the kit's simulated pulsars.
    """
    return find(["pulsar_stars.csv", "simulated_pulsars.csv"], "pulsar") if path is None else path


def read_rows(path):  # given
    """Read pulsar candidates from a file in the format of HTRU2.

    Parameters
    ----------
    path : str or Path
        Comma-separated values, plain or compressed with gzip: eight features and the class, 1 for
        a pulsar, 0 for a star. A first line without any number is taken for the column names,
        which need not be there.

    Returns
    -------
    ndarray of float32, shape (N, 9)
        The rows in the file's order.

    Raises
    ------
    FileNotFoundError, ValueError
        In one line: which file, where in it, what is wrong, and the remedy.
    """
    rows = []
    try:
        text = read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(f"{path}: not a text file; {REMEDY}") from None
    reader = csv.reader(text.splitlines())
    try:
        for cells in reader:
            names = reader.line_num == 1 and not any(is_number(cell) for cell in cells)
            if cells and not names:
                rows.append(read_row(cells))
    except (ValueError, csv.Error) as error:
        raise ValueError(f"{path}: line {reader.line_num}: {error}; {REMEDY}") from None
    if not rows:
        raise ValueError(f"{path}: there are no rows in it; {REMEDY}")
    return np.array(rows, dtype=np.float32)


def load_pulsar_dataset(*, path=None):  # given
    """Return the pulsar candidates in the file's order.

    Parameters
    ----------
    path : str or Path, optional
        The file to read. None means pulsar_stars.csv in the folder RAWGRAD_DATA if it is there,
        else the kit's simulated pulsars.

    Returns
    -------
    ndarray of float32, shape (N, 9)
        Eight features and the class, 1 for a pulsar, 0 for a star.

    Raises
    ------
    FileNotFoundError, ValueError
        As `read_rows`.

    Notes
    -----
    Source: D3.
    """
    return read_rows(pulsar_file(path))


def init_model(rng):  # given
    """Return the weight (8, 1), drawn from `rng` as one call of normal, and the bias (1,), 0."""
    return rng.normal(0, WEIGHT_STD, [FEATURE_COUNT, 1]), np.zeros(1)


def arrange_data(row_count, mb_size, rng):  # given
    """Shuffle the row numbers and split them into those for training and those for the test.

    Training gets 80 % of the rows, less what does not fill a mini-batch of `mb_size`.
    """
    shuffle_map = np.arange(row_count)
    rng.shuffle(shuffle_map)
    if not 1 <= mb_size <= row_count * TRAINING_SHARE:
        most = int(row_count * TRAINING_SHARE)
        raise ValueError(f"mb_size must be from 1 to {most} for {row_count} rows, not {mb_size}")
    step_count = int(row_count * TRAINING_SHARE) // mb_size
    test_begin = step_count * mb_size
    return shuffle_map[:test_begin], shuffle_map[test_begin:]


def train(data, train_rows, test_rows, model, epoch_count, mb_size, rng):  # given
    """Train a copy of `model`, and yield after each epoch how it went.

    Parameters
    ----------
    data : ndarray of float, shape (N, 9)
        Eight features and the class.
    train_rows, test_rows : ndarray of int
        Row numbers of `data`.
    model : tuple
        The weight (8, 1) and the bias (1,) to start from.
    epoch_count, mb_size : int
        The number of epochs, and of rows to a mini-batch.
    rng : Generator or RandomState
        Shuffles the training rows once at the start of each epoch.

    Yields
    ------
    loss : float
        The mean loss of the epoch's mini-batches.
    trained, tested : tuple
        Logits and answers, each (M, 1): of the mini-batches, each just before its update, and of
        the test rows after the epoch.
    """
    weight, bias = (np.array(part) for part in model)
    train_rows = np.array(train_rows)
    # float64 once and for all: the weight is float64, so every product would convert again.
    x, y = data[:, :-1].astype(np.float64), data[:, -1:]
    for _ in range(epoch_count):
        rng.shuffle(train_rows)
        losses, outputs, answers = [], [], []
        for begin in range(0, len(train_rows) - mb_size + 1, mb_size):
            batch = train_rows[begin : begin + mb_size]
            batch_x, batch_y = x[batch], y[batch]
            output = batch_x @ weight + bias
            loss, aux = forward_postproc(output, batch_y)
            G_output = backprop_postproc(1.0, aux)
            weight -= LEARNING_RATE * (batch_x.T @ G_output)
            bias -= LEARNING_RATE * G_output.sum(axis=0)
            losses.append(loss)
            outputs.append(output)
            answers.append(batch_y)
        trained = np.concatenate(outputs), np.concatenate(answers)
        tested = x[test_rows] @ weight + bias, y[test_rows]
        yield float(np.mean(losses)), trained, tested


def pulsar_exec(epoch_count=10, mb_size=10, report=1, *, path=None, rng=None):  # given
    """Train one layer to tell pulsars from stars; print and return its accuracy.

    Parameters
    ----------
    epoch_count, mb_size : int
        The number of epochs, and of rows to a mini-batch.
    report : int
        Print a line every `report` epochs and a last one at the end; 0 prints nothing.
    path : str or Path, optional
        As for `load_pulsar_dataset`.
    rng : Generator or RandomState, optional
        Draws, in this order: the weight (normal), the split (shuffle of all row numbers), then at
        the start of each epoch the order of the training rows (shuffle). None: a new generator.

    Returns
    -------
    list of dict
        One for each epoch: epoch (from 1), loss, train_accuracy (the mean over the mini-batches,
        each before its update) and test_accuracy.

    Notes
    -----
    Source: D3.
    """
    rng = np.random.default_rng() if rng is None else rng
    data = load_pulsar_dataset(path=path)
    model = init_model(rng)
    train_rows, test_rows = arrange_data(len(data), mb_size, rng)
    history = []
    epochs = train(data, train_rows, test_rows, model, epoch_count, mb_size, rng)
    for epoch, (loss, trained, tested) in enumerate(epochs, start=1):
        # All mini-batches are of one size, so the mean over all rows is the mean of their means.
        train_accuracy, test_accuracy = eval_accuracy(*trained), eval_accuracy(*tested)
        history.append(
            {
                "epoch": epoch,
                "loss": loss,
                "train_accuracy": float(train_accuracy),
                "test_accuracy": float(test_accuracy),
            }
        )
        if report > 0 and epoch % report == 0:
            accuracies = f"{train_accuracy:5.3f}/{test_accuracy:5.3f}"
            print(f"Epoch {epoch}: loss={loss:5.3f}, accuracy={accuracies}")
    if report > 0 and history:
        print(f"\nFinal Test: final accuracy = {test_accuracy:5.3f}")
    return history
