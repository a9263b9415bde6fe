"""Training a two-layer network.

Everything so far comes together: a network that recognises digits, and learns to do so from small
random batches. D2, the source, trains it with numerical gradients, which takes days. `gradient`,
which no document has, takes seconds and must give the same numbers. Build `__init__`, `predict`,
`loss` and `accuracy` first, then the two gradients against each other, then `train`. Arguments are
left as they were, but for the network that is trained.
"""

from functools import partial

import numpy as np

from rawgrad.datasets import progress

from .activation import sigmoid
from .gradient import numerical_gradient
from .loss import cross_entropy_error
from .softmax import softmax


class TwoLayerNet:
    """A network of two layers: sigmoid in the hidden layer, softmax at the output.

    Parameters
    ----------
    input_size, hidden_size, output_size : int
        Numbers of inputs, n, of hidden neurons, h, and of classes, m.
    weight_init_std : float, default 0.01
        Standard deviation of the first weights.
    rng : Generator or RandomState, optional
        Source of the weights; None means ``np.random.default_rng()``.

    Attributes
    ----------
    params : dict of ndarray, float64
        'W1' (n, h), 'b1' (h,), 'W2' (h, m) and 'b2' (m,), each an array of its own.

    Examples
    --------
    >>> net = TwoLayerNet(784, 50, 10)
    >>> print(*(f"{key} {value.shape}" for key, value in net.params.items()))
    W1 (784, 50) b1 (50,) W2 (50, 10) b2 (10,)
    """

    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01, rng=None):
        """Set the weights at random and the biases to 0.

        The weights are weight_init_std times draws of `rng.standard_normal`: all of W1 in one
        draw of shape (n, h), then all of W2 in one draw of shape (h, m).
        """
        if rng is None:
            rng = np.random.default_rng()
        self.params = {
            "W1": weight_init_std * rng.standard_normal((input_size, hidden_size)),
            "b1": np.zeros(hidden_size),
            "W2": weight_init_std * rng.standard_normal((hidden_size, output_size)),
            "b2": np.zeros(output_size),
        }

    def predict(self, x):
        """Compute the probability of each class.

        Parameters
        ----------
        x : ndarray, shape (n,) or (N, n)
            One input, or a batch with one input a row.

        Returns
        -------
        ndarray of float, shape (m,) or (N, m)
            Probabilities; those of one input sum to 1.

        Examples
        --------
        >>> net = TwoLayerNet(3, 2, 4, weight_init_std=0)
        >>> print(net.predict(np.array([1.0, -2.0, 3.0])))
        [0.25 0.25 0.25 0.25]
        """
        W1, b1 = self.params["W1"], self.params["b1"]
        W2, b2 = self.params["W2"], self.params["b2"]

        z1 = sigmoid(np.dot(x, W1) + b1)
        return softmax(np.dot(z1, W2) + b2)

    def loss(self, x, t):
        """Compute the mean cross-entropy error of the predictions.

        Parameters
        ----------
        x : ndarray, shape (N, n)
            A batch of inputs.
        t : ndarray, shape (N, m) or (N,)
            The right classes, one-hot or as integer labels.

        Returns
        -------
        float
            Mean over the batch, in nats.

        Examples
        --------
        Ten equally likely classes cost ln 10 whatever the answer:

        >>> net = TwoLayerNet(3, 2, 10, weight_init_std=0)
        >>> print(round(net.loss(np.array([[1.0, -2.0, 3.0]]), np.array([7])), 4))
        2.3026
        """
        return cross_entropy_error(self.predict(x), t)

    def accuracy(self, x, t):
        """Compute the fraction, from 0 to 1, of inputs whose most probable class is the right one.

        Of classes equally probable either may count.

        Parameters
        ----------
        x, t : ndarray
            As in `loss`.

        Returns
        -------
        float

        Examples
        --------
        >>> net = TwoLayerNet(1, 1, 3, weight_init_std=0)
        >>> net.params["b2"] = np.array([0.0, 2.0, 1.0])
        >>> print(net.accuracy(np.array([[5.0], [6.0], [7.0], [8.0]]), np.array([1, 0, 1, 1])))
        0.75
        """
        best = np.argmax(self.predict(x), axis=1)
        # A one-hot row has its 1, the largest value, at the label; labels are what they are.
        right = t if t.ndim == 1 else np.argmax(t, axis=1)
        return np.mean(best == right)

    def numerical_gradient(self, x, t):
        """Compute the gradient of the loss by each parameter, by numerical differentiation.

        Parameters
        ----------
        x, t : ndarray
            As in `loss`.

        Returns
        -------
        dict of ndarray of float
            Gradients under the keys and in the shapes of `params`.

        Notes
        -----
        `gradient.numerical_gradient` gives its function changed copies of W, of which D2's
        ``lambda W: self.loss(x, t)`` takes no notice.

        Examples
        --------
        >>> net = TwoLayerNet(1, 1, 2, weight_init_std=0)
        >>> print(net.numerical_gradient(np.array([[3.0]]), np.array([0]))["b2"].round(4))
        [-0.5  0.5]
        """

        def loss_with(key, value):
            original = self.params[key]
            self.params[key] = value
            loss = self.loss(x, t)
            self.params[key] = original
            return loss

        # Inside a method the bare name `numerical_gradient` is the imported function; this method
        # is only ever `self.numerical_gradient`.
        return {
            key: numerical_gradient(partial(loss_with, key), value)
            for key, value in self.params.items()
        }

    def gradient(self, x, t):
        """Compute the gradient of the loss by each parameter, by backpropagation.

        Parameters
        ----------
        x, t : ndarray
            As in `loss`.

        Returns
        -------
        dict of ndarray of float
            As `numerical_gradient` returns it.

        Notes
        -----
        In steps: the gradient by the input of softmax is (y - t) / N; from it follow W2 and b2;
        sent back through W2 and the sigmoid, it gives W1 and b1. The loss adds 1e-7 inside its
        logarithm; the formula leaves that out, so the two gradients differ by some 1e-7, and by
        more where the right class has a tiny probability.

        Examples
        --------
        >>> net = TwoLayerNet(1, 1, 2, weight_init_std=0)
        >>> grads = net.gradient(np.array([[3.0]]), np.array([0]))
        >>> print(grads["b2"], grads["W2"])
        [-0.5  0.5] [[-0.25  0.25]]
        """
        W1, b1 = self.params["W1"], self.params["b1"]
        W2, b2 = self.params["W2"], self.params["b2"]

        # Forward as in `predict`, but what the layers pass on is needed again on the way back.
        z1 = sigmoid(np.dot(x, W1) + b1)
        y = softmax(np.dot(z1, W2) + b2)

        # Labels, one number for each input, become one-hot rows: row k of the identity matrix
        # is the one-hot form of the label k.
        if t.ndim == 1:
            t = np.eye(y.shape[1])[t]

        # Softmax and cross-entropy together: their slopes cancel to y - t. The loss is a mean over
        # the batch, hence the division.
        da2 = (y - t) / len(x)

        # Layer 2: a weight's gradient is what came in times what goes back, summed over the batch.
        dW2 = np.dot(z1.T, da2)
        db2 = da2.sum(axis=0)

        # Layer 1: back through W2, then through the sigmoid, whose slope is z1 (1 - z1).
        da1 = np.dot(da2, W2.T) * z1 * (1 - z1)
        dW1 = np.dot(x.T, da1)
        db1 = da1.sum(axis=0)

        return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


def train(
    net,
    x_train,
    t_train,
    x_test,
    t_test,
    iters_num=10000,
    batch_size=100,
    learning_rate=0.1,
    rng=None,
):
    """Train a network by gradient descent on random mini-batches.

    Parameters
    ----------
    net : TwoLayerNet
        Its `params` are what is trained. The arrays in it are replaced, not written over.
    x_train, t_train, x_test, t_test : ndarray
        N inputs to train with and their right classes, as in `TwoLayerNet.loss`; others to test.
    iters_num : int, default 10000
        Number of steps, each one batch and one update.
    batch_size, learning_rate : int and float, default 100 and 0.1
        Inputs in a batch; step length as a multiple of the gradient.
    rng : Generator or RandomState, optional
        Source of the batches; None means ``np.random.default_rng()``.

    Returns
    -------
    train_loss_list : list of float
        The loss of each step's batch after its update; iters_num values.
    train_acc_list, test_acc_list : list of float
        The accuracy on all training and on all test inputs, after the update of each step i, from
        0, at which i % max(N / batch_size, 1) == 0: once an epoch.

    Notes
    -----
    Each step draws its batch by one `rng.choice(N, batch_size)`, with replacement, and uses
    `net.gradient`, where D2 has the numerical one.

    Examples
    --------
    Four inputs in batches of two are an epoch of two steps; of three steps, 0 and 2 are recorded:

    >>> net = TwoLayerNet(1, 2, 2)
    >>> x, t = np.array([[-2.0], [-1.0], [1.0], [2.0]]), np.array([0, 0, 1, 1])
    >>> lists = train(net, x, t, x, t, iters_num=3, batch_size=2)
    >>> print([len(values) for values in lists])
    [3, 2, 2]
    """
    if rng is None:
        rng = np.random.default_rng()
    # In the type of the weights once and for all, or else every product would convert again.
    dtype = net.params["W1"].dtype
    x_train, x_test = np.asarray(x_train, dtype), np.asarray(x_test, dtype)
    train_size = len(x_train)
    iter_per_epoch = max(train_size / batch_size, 1)

    train_loss_list, train_acc_list, test_acc_list = [], [], []
    for i in progress(range(iters_num), "training"):
        batch_mask = rng.choice(train_size, batch_size)
        x_batch = x_train[batch_mask]
        t_batch = t_train[batch_mask]

        grads = net.gradient(x_batch, t_batch)
        # New arrays, not `-=`: whoever kept the weights of the start, to compare, still has them.
        for key, grad in grads.items():
            net.params[key] = net.params[key] - learning_rate * grad

        train_loss_list.append(net.loss(x_batch, t_batch))
        if i % iter_per_epoch == 0:
            train_acc_list.append(net.accuracy(x_train, t_train))
            test_acc_list.append(net.accuracy(x_test, t_test))
    return train_loss_list, train_acc_list, test_acc_list
