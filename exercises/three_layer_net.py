"""Training a three-layer network with Adam.

D4's network of 784-50-100-10 neurons recognises digits with weights that others have trained, and
D4 leaves its training to Keras and PyTorch. Here you train it yourself: backpropagation through
three layers, from the mean squared error that Keras is given or from the cross-entropy that
PyTorch is meant to have, and the optimizer Adam, which both use. Build `forward` first, then the
way back from the output, then `Adam.update`; `train` joins them.

Predict before you write a line (`rawgrad predict` takes your answer):

- D4's network maps 784 inputs to 50, to 100, to 10 neurons, each with a bias. How many parameters are there: what does `print(784 * 50 + 50 + 50 * 100 + 100 + 100 * 10 + 10)` show?
- Keras takes batches of 32 unless told otherwise. D4 trains on 60,000 images: what exactly does `print(60000 / 32)` show?
"""

if __name__ == "__main__":
    raise SystemExit("Run instead / 대신 실행할 명령:  python -m rawgrad check three_layer_net")

from itertools import pairwise

import numpy as np

from .activation import sigmoid
from .loss import cross_entropy_error
from .progress import progress
from .softmax import softmax


def init_network(sizes=(784, 50, 100, 10), rng=None):
    """Make a network of three layers: random weights, biases of 0.

    Parameters
    ----------
    sizes : tuple of int, length 4
        Numbers of inputs, of neurons in the two hidden layers, and of classes.
    rng : Generator or RandomState, optional
        Source of the weights; None means ``np.random.default_rng()``.

    Returns
    -------
    dict of ndarray, float64
        'W1', 'b1', 'W2', 'b2', 'W3', 'b3'; the weights of a layer of m neurons with n inputs have
        the shape (n, m), its biases the shape (m,).

    Notes
    -----
    The weights of a layer are one draw of `rng.standard_normal`, of shape (n, m), divided by the
    square root of n; W1 is drawn first, then W2, then W3. Source: D4, whose `init_network` loads
    trained weights; what it trains itself leaves the start to Keras and PyTorch.

    Examples
    --------
    >>> network = init_network()
    >>> print([value.shape for value in network.values()])
    [(784, 50), (50,), (50, 100), (100,), (100, 10), (10,)]
    """
    raise NotImplementedError("init_network")


def forward(network, x):
    """Compute the outputs of all three layers: sigmoid, sigmoid, softmax.

    Parameters
    ----------
    network : dict of ndarray
        Weights and biases as `init_network` makes them.
    x : ndarray, shape (N, n)
        A batch, one input a row.

    Returns
    -------
    z1, z2 : ndarray of float, shapes (N, h1) and (N, h2)
        Outputs of the two hidden layers.
    y : ndarray of float, shape (N, m)
        Probabilities of the classes; each row sums to 1.

    Notes
    -----
    Source: D4.

    Examples
    --------
    Without weights every neuron says 1/2, and every class is as likely as any other:

    >>> network = {"W1": np.zeros((2, 1)), "b1": np.zeros(1), "W2": np.zeros((1, 3)),
    ...            "b2": np.zeros(3), "W3": np.zeros((3, 4)), "b3": np.zeros(4)}
    >>> z1, z2, y = forward(network, np.array([[1.0, -2.0]]))
    >>> print(z1, z2, y)
    [[0.5]] [[0.5 0.5 0.5]] [[0.25 0.25 0.25 0.25]]
    """
    raise NotImplementedError("forward")


def mean_squared_error(y, t):
    """Compute the mean of the squared differences, over all inputs and classes.

    Parameters
    ----------
    y : ndarray, shape (N, m)
        Predicted probabilities.
    t : ndarray, shape (N, m)
        The right classes, one-hot.

    Returns
    -------
    float

    Notes
    -----
    Keras calls it 'mse'. Source: D4.

    Examples
    --------
    Two classes, off by 0.5 each:

    >>> print(mean_squared_error(np.array([[0.5, 0.5]]), np.array([[1, 0]])))
    0.25
    """
    raise NotImplementedError("mean_squared_error")


def output_delta(y, t, error="mse"):
    """Compute the gradient of the error by the scores, the inputs of softmax.

    Parameters
    ----------
    y : ndarray, shape (N, m)
        Probabilities, softmax of the scores.
    t : ndarray, shape (N, m)
        The right classes, one-hot.
    error : {'mse', 'cross_entropy'}
        Which error, as a mean over the batch.

    Returns
    -------
    ndarray of float, shape (N, m)
        How much the error grows with each score.

    Raises
    ------
    ValueError
        If `error` is neither.

    Notes
    -----
    From the cross-entropy (y - t) / N is left. The mean squared error has the gradient
    g = 2 (y - t) / (N m) by the probabilities; as raising one score lowers the probabilities of
    the other classes, the gradient by score k is y_k (g_k - sum_i g_i y_i) in each row.
    The documents leave this to Keras and PyTorch. Source: D4.

    Examples
    --------
    >>> y, t = np.array([[0.5, 0.5]]), np.array([[1, 0]])
    >>> print(output_delta(y, t, "cross_entropy"), output_delta(y, t, "mse"))
    [[-0.5  0.5]] [[-0.25  0.25]]
    """
    raise NotImplementedError("output_delta")


def gradient(network, x, t, error="mse"):
    """Compute the error of a batch, and its gradient by each parameter by backpropagation.

    Parameters
    ----------
    network : dict of ndarray
        Weights and biases.
    x : ndarray, shape (N, n)
        A batch, one input a row.
    t : ndarray, shape (N, m)
        The right classes, one-hot.
    error : {'mse', 'cross_entropy'}
        Which error.

    Returns
    -------
    loss : float
        The error of the batch before anything is learnt from it.
    grads : dict of ndarray
        Gradients under the keys and in the shapes of `network`.

    Notes
    -----
    The cross-entropy adds 1e-7 inside its logarithm; the gradient leaves that out. Source: D4.

    Examples
    --------
    Without weights the output is [0.5, 0.5]; it should be [1, 0]. The hidden outputs are 0.5:

    >>> network = {"W1": np.zeros((1, 1)), "b1": np.zeros(1), "W2": np.zeros((1, 1)),
    ...            "b2": np.zeros(1), "W3": np.zeros((1, 2)), "b3": np.zeros(2)}
    >>> loss, grads = gradient(network, np.array([[3.0]]), np.array([[1, 0]]))
    >>> print(loss, grads["b3"], grads["W3"])
    0.25 [-0.25  0.25] [[-0.125  0.125]]
    """
    raise NotImplementedError("gradient")


class Adam:
    """The optimizer Adam: a step for each parameter, by its own recent gradients.

    Parameters
    ----------
    learning_rate : float, default 0.001
        About the length of a step.
    beta1, beta2 : float, default 0.9 and 0.999
        How slowly the means `m` and `v` forget.
    epsilon : float, default 1e-8
        Keeps the divisor away from 0.

    Attributes
    ----------
    step : int
        How many updates there have been.
    m, v : dict of ndarray
        Means of the gradients and of their squares, under the keys of the parameters; empty
        before the first update.

    Notes
    -----
    The defaults are those of PyTorch; Keras has 1e-7 for epsilon. Source: D4.
    """

    def __init__(self, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):  # given
        self.learning_rate = learning_rate
        self.beta1 = beta1
        self.beta2 = beta2
        self.epsilon = epsilon
        self.step = 0
        self.m = {}
        self.v = {}

    def update(self, params, grads):
        """Take one step down the gradient.

        Parameters
        ----------
        params : dict of ndarray
            The parameters, which are left as they were.
        grads : dict of ndarray
            Their gradients, under the same keys.

        Returns
        -------
        dict of ndarray
            The new parameters.

        Notes
        -----
        For the update number s, counted from 1, of a parameter with gradient g::

            m = beta1 m + (1 - beta1) g             both begin at 0
            v = beta2 v + (1 - beta2) g^2
            parameter - learning_rate (m / (1 - beta1^s)) / (sqrt(v / (1 - beta2^s)) + epsilon)

        Source: D4 names Adam; the formula is Kingma and Ba's, as PyTorch has it.

        Examples
        --------
        The first step has the length of the learning rate, however steep the slope:

        >>> adam = Adam(learning_rate=0.5)
        >>> print(adam.update({"b": np.array([1.0, 1.0])}, {"b": np.array([0.2, -30.0])})["b"])
        [0.50000002 1.5       ]
        """
        raise NotImplementedError("Adam.update")


def train(network, x, t, epochs=1, batch_size=32, error="mse", learning_rate=0.001, rng=None):
    """Train a network with Adam on mini-batches, each input once an epoch.

    Parameters
    ----------
    network : dict of ndarray
        The network to begin with, which is left as it was.
    x : ndarray, shape (N, n)
        Training inputs.
    t : ndarray, shape (N, m)
        Their right classes, one-hot.
    epochs : int, default 1
        How often all inputs are gone through.
    batch_size : int, default 32
        Inputs in a batch; the last one of an epoch may have fewer.
    error : {'mse', 'cross_entropy'}
        Which error is made small.
    learning_rate : float, default 0.001
        Adam's; its other settings are the usual ones.
    rng : Generator or RandomState, optional
        Source of the order; None means ``np.random.default_rng()``.

    Returns
    -------
    network : dict of ndarray
        The trained network.
    losses : list of float
        For each epoch the mean over all inputs of the errors found before each update, as Keras
        prints it.

    Notes
    -----
    The row numbers 0 … N - 1 are put in order once; each epoch shuffles them anew, beginning from
    the order that the last epoch left, by one `rng.shuffle`, and cuts them into batches. One
    `Adam` serves all epochs. Source: D4, whose `model.fit` does this for 20 epochs of 1,875 steps.

    Examples
    --------
    >>> x, t = np.array([[-1.0], [0.0], [1.0]]), np.eye(3)
    >>> trained, losses = train(init_network((1, 2, 2, 3)), x, t, epochs=4, batch_size=2)
    >>> print(len(losses), list(trained))
    4 ['W1', 'b1', 'W2', 'b2', 'W3', 'b3']
    """
    raise NotImplementedError("train")
