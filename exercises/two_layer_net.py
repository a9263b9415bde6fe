"""Training a two-layer network.

Everything so far comes together: a network that recognises digits, and learns to do so from small
random batches. D2, the source, trains it with numerical gradients, which takes days. `gradient`,
which no document has, takes seconds and must give the same numbers. Build `__init__`, `predict`,
`loss` and `accuracy` first, then the two gradients against each other, then `train`. Arguments are
left as they were, but for the network that is trained.

Predict before you write a line (`rawgrad predict`):

- D2's network maps 784 inputs to 50 hidden neurons. For a batch of 100 images, what does `print(np.dot(np.zeros((100, 784)), np.zeros((784, 50))).shape)` show?
- D2 computes the steps of an epoch from 60,000 images in batches of 100. What exactly does `print(max(60000 / 100, 1))` show?
"""

if __name__ == "__main__":
    raise SystemExit("Run instead / 대신 실행할 명령:  python -m rawgrad check two_layer_net")

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
        raise NotImplementedError("TwoLayerNet.__init__")

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
        raise NotImplementedError("TwoLayerNet.predict")

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
        raise NotImplementedError("TwoLayerNet.loss")

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
        raise NotImplementedError("TwoLayerNet.accuracy")

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
        raise NotImplementedError("TwoLayerNet.numerical_gradient")

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
        raise NotImplementedError("TwoLayerNet.gradient")


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
    raise NotImplementedError("train")
