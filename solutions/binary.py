"""Binary decisions from logits.

A network that answers yes or no puts out a logit: the logarithm of the odds for yes. The sigmoid
makes a probability of it, and the cross-entropy of that with the answer is the loss. The work is to
compute them for a logit of 1000 or -1000 without overflow. Source: D3, which tells pulsars
from stars this way, as `pulsar_exec` does. No function that you write changes its arguments.
"""

import numpy as np

from rawgrad.datasets import arrange_data, read_pulsars

from .activation import relu

LEARNING_RATE = 0.001
WEIGHT_STD = 0.0030


def sigmoid(x):
    """Return the logistic sigmoid 1 / (1 + exp(-x)) of each element, however large.

    Parameters
    ----------
    x : ndarray of float or signed int, or float
        Logits, of any shape. float32 must hold them, infinities included.

    Returns
    -------
    ndarray or float, the shape of `x`
        Probabilities from 0 to 1; no warning, however large the logit.

    Examples
    --------
    >>> print(sigmoid(np.array([-1000, 0, 1000])))
    [0.  0.5 1. ]
    """
    # For x >= 0 this reads 1 / (1 + exp(-x)), for x < 0 it reads exp(x) / (1 + exp(x)): the same
    # number, and neither form ever raises e to a positive power.
    return np.exp(-relu(-x)) / (1.0 + np.exp(-np.abs(x)))


def logit(p):
    """Return the logarithm of the odds, log(p / (1 - p)): the inverse of the sigmoid.

    Parameters
    ----------
    p : ndarray of float, or float
        Probabilities, above 0 and below 1, of any shape, which the result has.

    Examples
    --------
    Odds of 4 to 1 are a logit of log 4:

    >>> print(logit(np.array([0.2, 0.5, 0.8])).round(4))
    [-1.3863  0.      1.3863]
    """
    return np.log(p / (1.0 - p))


def sigmoid_derv(x, y):
    """Return the derivative of the sigmoid at `x`, given the sigmoid's value there.

    Parameters
    ----------
    x, y : ndarray of float, or float
        Logits, not used; and sigmoid(x), of any shape, which the result has.

    Examples
    --------
    >>> print(sigmoid_derv(0.0, 0.5))
    0.25
    """
    return y * (1.0 - y)


def sigmoid_cross_entropy_with_logits(z, x):
    """Return the cross-entropy between the answer `z` and the probability sigmoid(x).

    This is -z log(sigmoid(x)) - (1 - z) log(1 - sigmoid(x)), element by element.

    Parameters
    ----------
    z, x : ndarray of float or signed int
        Answers, 1 for yes and 0 for no; and logits, of the same shape, whatever it is.

    Returns
    -------
    ndarray of float, the shape of `z`
        In nats, never negative; no warning, however large the logit.

    Examples
    --------
    A logit of 0 costs log 2 either way; one of 1000 costs nothing if right, and 1000 if wrong:

    >>> z, x = np.array([1, 1, 0]), np.array([0, 1000, 1000])
    >>> print(sigmoid_cross_entropy_with_logits(z, x).round(4))
    [6.931e-01 0.000e+00 1.000e+03]
    """
    # For z = 1 the definition is log(1 + exp(-x)), which overflows for a large negative x. The same
    # number is relu(-x) + log(1 + exp(-|x|)), whose exponent is never positive; for z = 0 it is
    # relu(x) + log(1 + exp(-|x|)). One line holds both, because relu(-x) is relu(x) - x.
    # log1p keeps what log(1 + tiny) would round away.
    return relu(x) - x * z + np.log1p(np.exp(-np.abs(x)))


def sigmoid_cross_entropy_with_logits_derv(z, x):
    """Return the derivative of that cross-entropy with respect to the logit `x`.

    Parameters
    ----------
    z, x : ndarray of float or signed int
        As in `sigmoid_cross_entropy_with_logits`.

    Returns
    -------
    ndarray of float, the shape of `z`
        From -1 to 1, element by element; no warning, however large the logit.

    Examples
    --------
    >>> print(sigmoid_cross_entropy_with_logits_derv(np.array([1.0, 0.0]), np.zeros(2)))
    [-0.5  0.5]
    """
    return sigmoid(x) - z


def forward_postproc(output, y):
    """Return the loss of a mini-batch, and what the way back will need.

    Parameters
    ----------
    output, y : ndarray of float, shape (N, 1)
        Logits, and the answers, 0 or 1. Any shape works.

    Returns
    -------
    loss : float
        The mean cross-entropy over all elements.
    aux : list
        [y, output, entropy], the last for each element.

    Examples
    --------
    >>> loss, aux = forward_postproc(np.array([[0.0], [0.0]]), np.array([[1.0], [0.0]]))
    >>> print(loss.round(4))
    0.6931
    """
    entropy = sigmoid_cross_entropy_with_logits(y, output)
    loss = np.mean(entropy)
    return loss, [y, output, entropy]


def backprop_postproc(G_loss, aux):
    """Return the gradient with respect to the network's output, in the output's shape.

    Parameters
    ----------
    G_loss : float
        The gradient with respect to the loss: 1.0 where the loss is the end of the way.
    aux : list
        What `forward_postproc` gave: [y, output, entropy].

    Examples
    --------
    >>> loss, aux = forward_postproc(np.array([[0.0], [0.0]]), np.array([[1.0], [0.0]]))
    >>> print(backprop_postproc(1.0, aux))
    [[-0.25]
     [ 0.25]]
    """
    y, output, entropy = aux
    # The loss is the mean, so every element has the same share in it.
    g_loss_entropy = 1.0 / np.size(entropy)
    g_entropy_output = sigmoid_cross_entropy_with_logits_derv(y, output)
    G_entropy = g_loss_entropy * G_loss
    return g_entropy_output * G_entropy


def eval_accuracy(output, y):
    """Return the share of answers that the network gets right, from 0 to 1.

    Parameters
    ----------
    output, y : ndarray of float or int, shape (N, 1)
        Logits and answers. A positive logit says yes; 0 says no.

    Returns
    -------
    float

    Examples
    --------
    >>> output = np.array([[2.0], [-1.0], [0.3], [-4.0]])
    >>> print(eval_accuracy(output, np.array([[1.0], [1.0], [0.0], [0.0]])))
    0.5
    """
    # The sign of the logit is the decision: sigmoid(x) > 0.5 says the same and costs more.
    estimate = output > 0
    answer = y == 1
    return np.mean(estimate == answer)


def init_model(rng):  # given
    """Return the weight (8, 1), one draw of `rng.normal`, and the bias (1,), which is 0."""
    return rng.normal(0, WEIGHT_STD, [8, 1]), np.zeros(1)


def train(data, train_rows, test_rows, model, epoch_count, mb_size, rng):  # given
    """Train `model` in place; yield after each epoch its mean loss, and two pairs: logits, answers.

    First those of its mini-batches, each just before its update; then those of the test rows.
    """
    weight, bias = model
    x, y = data[:, :-1], data[:, -1:]
    for _ in range(epoch_count):
        rng.shuffle(train_rows)
        losses, outputs = [], []
        for begin in range(0, len(train_rows) - mb_size + 1, mb_size):
            batch = train_rows[begin : begin + mb_size]
            output = x[batch] @ weight + bias
            loss, aux = forward_postproc(output, y[batch])
            G_output = backprop_postproc(1.0, aux)
            weight -= LEARNING_RATE * (x[batch].T @ G_output)
            bias -= LEARNING_RATE * G_output.sum(axis=0)
            losses.append(loss)
            outputs.append(output)
        trained = np.concatenate(outputs)
        tested = x[test_rows] @ weight + bias
        seen = train_rows[: len(trained)]
        yield float(np.mean(losses)), (trained, y[seen]), (tested, y[test_rows])


def pulsar_exec(epoch_count=10, mb_size=10, report=1, *, path=None, rng=None):  # given
    """Train one layer to tell pulsars from stars; print every `report` epochs, return them all.

    `path` is as for `read_pulsars`; `rng` draws the weight, the split and each epoch's order.
    """
    rng = np.random.default_rng() if rng is None else rng
    data = read_pulsars(path)
    model = init_model(rng)
    train_rows, test_rows = arrange_data(len(data), mb_size, rng)
    history = []
    epochs = train(data, train_rows, test_rows, model, epoch_count, mb_size, rng)
    for epoch, (loss, trained, tested) in enumerate(epochs, start=1):
        # Mini-batches are of one size, so this is the mean of their means.
        then, now = float(eval_accuracy(*trained)), float(eval_accuracy(*tested))
        history.append({"epoch": epoch, "loss": loss, "train_accuracy": then, "test_accuracy": now})
        if report > 0 and epoch % report == 0:
            print(f"Epoch {epoch}: loss={loss:5.3f}, accuracy={then:5.3f}/{now:5.3f}")
    if report > 0 and history:
        print(f"\nFinal Test: final accuracy = {now:5.3f}")
    return history
