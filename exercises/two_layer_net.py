"""Training a two-layer network.

Everything so far comes together: a network that recognises digits, and learns to do so from small
random batches. D2 trains it with numerical gradients, which takes days; backpropagation, which no
document has for this network, takes seconds and must give the same numbers. Build `__init__`,
`predict`, `loss` and `accuracy` first, then the two gradients against each other, then `train`.

Predict before you write a line (`rawgrad predict` takes your answer):

- D2's network maps 784 inputs to 50 hidden neurons. For a batch of 100 images, what does `print(np.dot(np.zeros((100, 784)), np.zeros((784, 50))).shape)` show?
- D2 computes the steps of an epoch from 60,000 images in batches of 100. What exactly does `print(max(60000 / 100, 1))` show?
"""

if __name__ == "__main__":
    raise SystemExit("Run instead / 대신 실행할 명령:  python -m rawgrad check two_layer_net")

from functools import partial

import numpy as np

from .activation import sigmoid
from .gradient import numerical_gradient
from .loss import cross_entropy_error
from .progress import progress
from .softmax import softmax


class TwoLayerNet:
    """A network of two layers: sigmoid in the hidden layer, softmax at the output.

    Parameters
    ----------
    input_size : int
        Number of inputs, n.
    hidden_size : int
        Number of hidden neurons, h.
    output_size : int
        Number of classes, m.
    weight_init_std : float, default 0.01
        Standard deviation of the weights at the start.
    rng : Generator or RandomState, optional
        Source of the weights; None means ``np.random.default_rng()``.

    Attributes
    ----------
    params : dict of ndarray, float64
        'W1' (n, h), 'b1' (h,), 'W2' (h, m) and 'b2' (m,).

    Notes
    -----
    Source: D2.

    Examples
    --------
    D2's network, 784 -> 784 x 50 -> 50 x 10 -> 10:

    >>> net = TwoLayerNet(784, 50, 10)
    >>> for key, value in net.params.items():
    ...     print(key, value.shape)
    W1 (784, 50)
    b1 (50,)
    W2 (50, 10)
    b2 (10,)
    """

    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01, rng=None):
        """Set the weights at random and the biases to 0.

        Notes
        -----
        The weights are weight_init_std times draws of `rng.standard_normal`: all of W1 in one
        draw of shape (n, h), then all of W2 in one draw of shape (h, m). Source: D2.
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

        Notes
        -----
        Source: D2.

        Examples
        --------
        Without weights every class is as likely as any other:

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

        Notes
        -----
        Source: D2.

        Examples
        --------
        Ten equally likely classes cost ln 10 whatever the answer:

        >>> net = TwoLayerNet(3, 2, 10, weight_init_std=0)
        >>> print(round(net.loss(np.array([[1.0, -2.0, 3.0]]), np.array([7])), 4))
        2.3026
        """
        raise NotImplementedError("TwoLayerNet.loss")

    def accuracy(self, x, t):
        """Compute the fraction of inputs whose most probable class is the right one.

        Parameters
        ----------
        x : ndarray, shape (N, n)
            A batch of inputs.
        t : ndarray, shape (N, m) or (N,)
            The right classes, one-hot or as integer labels.

        Returns
        -------
        float
            Between 0 and 1.

        Notes
        -----
        Source: D2, whose own version takes one-hot answers only.

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
        x : ndarray, shape (N, n)
            A batch of inputs.
        t : ndarray, shape (N, m) or (N,)
            The right classes, one-hot or as integer labels.

        Returns
        -------
        dict of ndarray, float64
            Gradients under the keys and in the shapes of `params`, which are left as they were.

        Notes
        -----
        The gradient of a function f at W, `gradient.numerical_gradient`, gives f changed copies of
        W. D2's ``lambda W: self.loss(x, t)`` takes no notice of the W it is given.
        Source: D2.

        Examples
        --------
        The output is [0.5, 0.5] and should be [1, 0]:

        >>> net = TwoLayerNet(1, 1, 2, weight_init_std=0)
        >>> print(net.numerical_gradient(np.array([[3.0]]), np.array([0]))["b2"].round(4))
        [-0.5  0.5]
        """
        raise NotImplementedError("TwoLayerNet.numerical_gradient")

    def gradient(self, x, t):
        """Compute the gradient of the loss by each parameter, by backpropagation.

        Parameters
        ----------
        x : ndarray, shape (N, n)
            A batch of inputs.
        t : ndarray, shape (N, m) or (N,)
            The right classes, one-hot or as integer labels.

        Returns
        -------
        dict of ndarray, float64
            Gradients under the keys and in the shapes of `params`, which are left as they were.

        Notes
        -----
        In steps: the gradient by the input of softmax is (y - t) / N; from it follow W2 and b2;
        sent back through W2 and the sigmoid, it gives W1 and b1. The loss adds 1e-7 inside its
        logarithm; the formula leaves that out, so the two gradients differ by some 1e-7, and by
        more where the right class has a tiny probability.
        No document has this method; what it replaces is D2's.

        Examples
        --------
        The hidden output is 0.5, the output [0.5, 0.5], and it should be [1, 0]:

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
        The network; its `params` are what is trained. The arrays in it are replaced, not written
        over.
    x_train : ndarray, shape (N, n)
        Training inputs.
    t_train : ndarray, shape (N, m) or (N,)
        Their right classes, one-hot or as integer labels.
    x_test : ndarray, shape (M, n)
        Test inputs.
    t_test : ndarray, shape (M, m) or (M,)
        Their right classes.
    iters_num : int, default 10000
        Number of steps, each one batch and one update.
    batch_size : int, default 100
        Inputs in a batch.
    learning_rate : float, default 0.1
        Step length as a multiple of the gradient.
    rng : Generator or RandomState, optional
        Source of the batches; None means ``np.random.default_rng()``.

    Returns
    -------
    train_loss_list : list of float
        The loss of each step's batch after its update; iters_num values.
    train_acc_list : list of float
        The accuracy on all training inputs, after the update of each step i, counted from 0, at
        which i % max(N / batch_size, 1) == 0: once an epoch.
    test_acc_list : list of float
        The accuracy on all test inputs at the same steps.

    Notes
    -----
    Each step draws its batch by one `rng.choice(N, batch_size)`, with replacement, and uses
    `net.gradient`. Source: D2, which uses the numerical gradient.

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
