"""Training a three-layer network with Adam.

D4, the source, leaves the training of its network to Keras and PyTorch. Here you train it yourself:
by backpropagation through three layers, from Keras' mean squared error or PyTorch's cross-entropy,
and by Adam, which both use. Arguments are left as they were.
"""

from itertools import pairwise

import numpy as np

from rawgrad.datasets import progress

from .activation import sigmoid
from .loss import cross_entropy_error
from .softmax import softmax


def init_network(sizes=(784, 50, 100, 10), rng=None):
    """Make a network of three layers: random weights, biases of 0.

    The weights of a layer are one draw of `rng.standard_normal`, of shape (n, m), divided by the
    square root of n; W1 is drawn first, then W2, then W3.

    Parameters
    ----------
    sizes : tuple of int, length 4
        Numbers of inputs, of neurons in the two hidden layers, and of classes.
    rng : Generator or RandomState, optional
        Source of the weights; None means ``np.random.default_rng()``.

    Returns
    -------
    dict of ndarray, float64
        'W1', 'b1', 'W2', 'b2', 'W3', 'b3'; the weights of m neurons with n inputs have the shape
        (n, m), their biases the shape (m,). Each is an array of its own.

    Examples
    --------
    >>> network = init_network()
    >>> print([value.shape for value in network.values()])
    [(784, 50), (50,), (50, 100), (100,), (100, 10), (10,)]
    """
    if rng is None:
        rng = np.random.default_rng()
    network = {}
    for layer, (n, m) in enumerate(pairwise(sizes), start=1):
        # A sum of n terms spreads as the square root of n: divided by it, the sums of every layer
        # stay near 1, where the sigmoid is steep and a signal can come back.
        network[f"W{layer}"] = rng.standard_normal((n, m)) / np.sqrt(n)
        network[f"b{layer}"] = np.zeros(m)
    return network


def forward(network, x):
    """Compute the outputs of all three layers: sigmoid, sigmoid, softmax.

    Parameters
    ----------
    network : dict of ndarray
        As `init_network` makes it.
    x : ndarray, shape (N, n)
        A batch, one input a row.

    Returns
    -------
    z1, z2, y : ndarray of float, shapes (N, h1), (N, h2) and (N, m)
        Outputs of the hidden layers, and the probabilities of the classes.

    Examples
    --------
    >>> network = {key: 0 * value for key, value in init_network((2, 1, 3, 4)).items()}
    >>> z1, z2, y = forward(network, np.array([[1.0, -2.0]]))
    >>> print(z1, z2, y)
    [[0.5]] [[0.5 0.5 0.5]] [[0.25 0.25 0.25 0.25]]
    """
    z1 = sigmoid(np.dot(x, network["W1"]) + network["b1"])
    z2 = sigmoid(np.dot(z1, network["W2"]) + network["b2"])
    y = softmax(np.dot(z2, network["W3"]) + network["b3"])
    return z1, z2, y


def mean_squared_error(y, t):
    """Compute the mean of the squared differences, over all inputs and classes: Keras' 'mse'.

    Parameters
    ----------
    y, t : ndarray, shape (N, m)
        Probabilities, and the right classes, one-hot.

    Examples
    --------
    >>> print(mean_squared_error(np.array([[0.5, 0.5]]), np.array([[1, 0]])))
    0.25
    """
    return np.mean((y - t) ** 2)


def output_delta(y, t, error="mse"):
    """Compute the gradient of the error by the scores, the inputs of softmax.

    From the cross-entropy (y - t) / N is left. The mean squared error has the gradient
    g = 2 (y - t) / (N m) by the probabilities; as a score lowers those of the other classes, the
    gradient by score k is y_k (g_k - sum_i g_i y_i) in each row.

    Parameters
    ----------
    y, t : ndarray
        As in `mean_squared_error`; y is softmax of the scores.
    error : {'mse', 'cross_entropy'}
        Which error, as a mean over the batch; ValueError if neither.

    Returns
    -------
    ndarray of float, shape (N, m)

    Examples
    --------
    >>> y, t = np.array([[0.5, 0.5]]), np.array([[1, 0]])
    >>> print(output_delta(y, t, "cross_entropy"), output_delta(y, t, "mse"))
    [[-0.5  0.5]] [[-0.25  0.25]]
    """
    if error == "cross_entropy":
        return (y - t) / len(y)
    if error == "mse":
        g = 2 * (y - t) / y.size
        return y * (g - np.sum(g * y, axis=1, keepdims=True))
    raise ValueError(f"error is 'mse' or 'cross_entropy', not {error!r}")


def gradient(network, x, t, error="mse"):
    """Compute the error of a batch, and its gradient by each parameter by backpropagation.

    The cross-entropy adds 1e-7 inside its logarithm; the gradient leaves that out.

    Parameters
    ----------
    network, x, t, error
        As in `forward` and `output_delta`.

    Returns
    -------
    loss : float
        The error of the batch.
    grads : dict of ndarray
        Gradients under the keys and in the shapes of `network`.

    Examples
    --------
    >>> network = {key: 0 * value for key, value in init_network((1, 1, 1, 2)).items()}
    >>> loss, grads = gradient(network, np.array([[3.0]]), np.array([[1, 0]]))
    >>> print(loss, grads["b3"], grads["W3"])
    0.25 [-0.25  0.25] [[-0.125  0.125]]
    """
    z1, z2, y = forward(network, x)
    loss = mean_squared_error(y, t) if error == "mse" else cross_entropy_error(y, t)

    # Backwards, layer by layer: what comes back to a layer's sums goes on through its weights,
    # then through the slope z (1 - z) of the sigmoid before it.
    da3 = output_delta(y, t, error)
    da2 = np.dot(da3, network["W3"].T) * z2 * (1 - z2)
    da1 = np.dot(da2, network["W2"].T) * z1 * (1 - z1)

    # A weight's gradient is what came in times what comes back, summed over the batch.
    grads = {
        "W1": np.dot(x.T, da1),
        "b1": da1.sum(axis=0),
        "W2": np.dot(z1.T, da2),
        "b2": da2.sum(axis=0),
        "W3": np.dot(z2.T, da3),
        "b3": da3.sum(axis=0),
    }
    return loss, grads


class Adam:
    """The optimizer Adam: a step for each parameter, by its own recent gradients.

    Parameters
    ----------
    learning_rate : float, default 0.001
    beta1, beta2 : float, default 0.9 and 0.999
        How slowly the means `m` and `v` forget.
    epsilon : float, default 1e-8
        Keeps the divisor away from 0. All is as in PyTorch; Keras has 1e-7 here.

    Attributes
    ----------
    step : int
        The number of updates.
    m, v : dict of ndarray
        Means of the gradients and of their squares, by parameter; empty before the first update.
    """

    def __init__(self, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):  # given
        self.learning_rate, self.epsilon = learning_rate, epsilon
        self.beta1, self.beta2 = beta1, beta2
        self.step, self.m, self.v = 0, {}, {}

    def update(self, params, grads):
        """Take one step down the gradient, by the formula of Kingma and Ba, as PyTorch has it.

        For the update number s, counted from 1, of a parameter with gradient g,
        where m and v begin at 0::

            m = beta1 m + (1 - beta1) g
            v = beta2 v + (1 - beta2) g^2
            parameter - learning_rate (m / (1 - beta1^s)) / (sqrt(v / (1 - beta2^s)) + epsilon)

        Parameters
        ----------
        params, grads : dict of ndarray of float
            Parameters and gradients, under the same keys.

        Returns
        -------
        dict of ndarray
            The new parameters.

        Examples
        --------
        >>> adam = Adam(learning_rate=0.5)
        >>> print(adam.update({"b": np.array([1.0, 1.0])}, {"b": np.array([0.2, -30.0])})["b"])
        [0.50000002 1.5       ]
        """
        self.step += 1
        # m and v begin at 0 and are too small at first; these are the shares that they have.
        share1 = 1 - self.beta1**self.step
        share2 = 1 - self.beta2**self.step
        new = {}
        for key, g in grads.items():
            m = self.beta1 * self.m.get(key, 0) + (1 - self.beta1) * g
            v = self.beta2 * self.v.get(key, 0) + (1 - self.beta2) * g**2
            new[key] = params[key] - self.learning_rate / share1 * m / (
                np.sqrt(v / share2) + self.epsilon
            )
            self.m[key], self.v[key] = m, v
        return new


def train(network, x, t, epochs=1, batch_size=32, error="mse", learning_rate=0.001, rng=None):
    """Train a network with Adam on mini-batches, each input once an epoch.

    The row numbers begin in order; each epoch shuffles them on from where the last one left them,
    by one `rng.shuffle`, and cuts them into batches. One `Adam` serves all epochs.

    Parameters
    ----------
    network, x, t, error
        As in `gradient`: the network to begin with, and all N inputs.
    epochs, batch_size : int, default 1 and 32
        How often all inputs are gone through, in batches; an epoch's last one may have fewer.
    learning_rate : float, default 0.001
        Adam's; the rest of it is as usual.
    rng : Generator or RandomState, optional
        Source of the order, as in `init_network`.

    Returns
    -------
    network : dict of ndarray
        The trained network.
    losses : list of float
        For each epoch the mean over all inputs of their errors before each update.

    Examples
    --------
    >>> x, t = np.array([[-1.0], [0.0], [1.0]]), np.eye(3)
    >>> trained, losses = train(init_network((1, 2, 2, 3)), x, t, epochs=4, batch_size=2)
    >>> print(len(losses), list(trained))
    4 ['W1', 'b1', 'W2', 'b2', 'W3', 'b3']
    """
    if rng is None:
        rng = np.random.default_rng()
    adam = Adam(learning_rate)
    rows = np.arange(len(x))
    losses = []
    for _ in progress(range(epochs), "training"):
        rng.shuffle(rows)
        total = 0.0
        for start in range(0, len(rows), batch_size):
            batch = rows[start : start + batch_size]
            loss, grads = gradient(network, x[batch], t[batch], error)
            network = adam.update(network, grads)
            # A last batch of fewer inputs counts for fewer.
            total += loss * len(batch)
        losses.append(total / len(x))
    return network, losses
