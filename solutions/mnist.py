"""Recognising handwritten digits.

MNIST holds 70,000 images of handwritten digits, 28 x 28 pixels from 0 to 255 each. D0 and D4
give them to a network that somebody has trained already, and count how many it recognises,
first image by image, then in batches. D2 ends with the wish to read the images from CSV
files as well. Start with `load_mnist`, then `init_network`, `predict` and `accuracy`; the
reading of the files is given, in `rawgrad.datasets`. `predict` and `accuracy` change nothing
that they are given.
"""

import numpy as np

from rawgrad.datasets import (
    PIXELS,
    REMEDY,
    find,
    is_number,
    parse_rows,
    read_arrays,
    read_bytes,
    read_mnist,
)

from .activation import sigmoid
from .softmax import softmax

NETWORK_KEYS = ("W1", "b1", "W2", "b2", "W3", "b3")


def load_mnist(normalize=True, flatten=True, one_hot_label=False, directory=None):
    """Load the training and the test part of MNIST.

    Parameters
    ----------
    normalize : bool
        Divide the pixels by 255, so that they lie between 0 and 1.
    flatten : bool
        Make each image one row of 784 pixels, instead of one channel of 28 x 28.
    one_hot_label : bool
        Make each label a row of ten numbers, 1 at the digit and 0 elsewhere.
    directory : str, optional
        Look for the files here and nowhere else. By default `read_mnist` looks where it does.

    Returns
    -------
    (x_train, t_train), (x_test, t_test)
        Images: float32 if `normalize`, else uint8; shape (N, 784), or (N, 1, 28, 28) if not
        `flatten`. Labels: integers, shape (N,); numbers, shape (N, 10), if `one_hot_label`.

    Raises
    ------
    FileNotFoundError, ValueError
        As `read_mnist`.

    Notes
    -----
    Source: D0, D2, D4.

    Examples
    --------
    >>> (x_train, t_train), (x_test, t_test) = load_mnist()
    >>> print(x_train.shape, t_train.shape, x_test.shape, t_test.shape)
    (60000, 784) (60000,) (10000, 784) (10000,)
    """
    x_train, t_train = read_mnist("train", directory)
    x_test, t_test = read_mnist("test", directory)
    return (
        _prepare(x_train, t_train, normalize, flatten, one_hot_label),
        _prepare(x_test, t_test, normalize, flatten, one_hot_label),
    )


def _prepare(images, labels, normalize, flatten, one_hot_label):
    """Give images and labels the form that the caller of a loader asked for."""
    images = images.reshape((-1, PIXELS) if flatten else (-1, 1, 28, 28))
    if normalize:
        # Divided by a float32, uint8 becomes float32: exact enough for 256 shades, and half the
        # room of the float64 that a plain 255 would give.
        images = images / np.float32(255)
    if one_hot_label:
        # Row k of the identity matrix is the one-hot form of the label k.
        labels = np.eye(10)[labels]
    return images, labels


def load_mnist_csv(path, normalize=True, flatten=True, one_hot_label=False):
    """Load images and labels from a CSV file: in each line the label, then 784 pixels.

    Parameters
    ----------
    path : str
        The file, with or without a header line, plain or compressed with gzip
        (`read_bytes` reads both, and `parse_rows` makes numbers of the lines).
    normalize, flatten, one_hot_label : bool
        As in `load_mnist`.

    Returns
    -------
    images, labels : ndarray
        As one part of what `load_mnist` returns.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If a line has not 785 columns, or something other than a whole number in range: pixels
        from 0 to 255, a label from 0 to 9. The message names the file and the line, as counted
        in an editor.

    Notes
    -----
    Source: D2, which names it as its next goal.

    Examples
    --------
    >>> import os, tempfile
    >>> file = os.path.join(tempfile.mkdtemp(), "one.csv")
    >>> with open(file, "w") as out:
    ...     _ = out.write("7," + "0," * 783 + "255")
    >>> images, labels = load_mnist_csv(file)
    >>> print(images.shape, images[0, -1], labels)
    (1, 784) 1.0 [7]
    """
    # Some programs write a mark before the first character ("-sig" drops it).
    text = read_bytes(path).decode("utf-8-sig", errors="replace")
    # The first line holds the names of the columns if its first field is no number.
    header = 0 if is_number(text.partition(",")[0]) else 1
    rows = parse_rows(path, text.splitlines(), header)
    return _prepare(rows[:, 1:], rows[:, 0], normalize, flatten, one_hot_label)


def init_network(path=None):
    """Load a trained network: 784 inputs, hidden layers of 50 and 100 neurons, 10 outputs.

    Parameters
    ----------
    path : str, optional
        An `.npz` file or a pickled dict of arrays (`read_arrays` reads both). By
        default `sample_weight.pkl` in RAWGRAD_DATA, else the kit's own `sample_network.npz`.

    Returns
    -------
    dict of ndarray
        W1, b1, W2, b2, W3, b3.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If it is damaged, or one of the six arrays is missing.

    Notes
    -----
    Source: D0, D4.

    Examples
    --------
    >>> network = init_network()
    >>> print(network["W1"].shape, network["W2"].shape, network["W3"].shape)
    (784, 50) (50, 100) (100, 10)
    """
    if path is None:
        path = find(("sample_weight.pkl", "sample_network.npz"), "mnist")
    network = read_arrays(path)
    missing = [key for key in NETWORK_KEYS if key not in network]
    if missing:
        raise ValueError(f"{path}: no network: {', '.join(missing)} missing; {REMEDY}")
    return network


def predict(network, x):
    """Compute the probabilities of the ten digits.

    The hidden layers use the sigmoid, the output layer softmax.

    Parameters
    ----------
    network : dict of ndarray of float
        Weights W1, W2, W3 of shape (inputs, outputs) and biases b1, b2, b3 of shape (outputs,).
    x : ndarray of float, int or uint8, shape (n,) or (N, n)
        One image, or a batch with one image in each row.

    Returns
    -------
    ndarray of float, shape (m,) or (N, m)
        The probabilities, which sum to 1 for each image.

    Notes
    -----
    Source: D0, D4.

    Examples
    --------
    Without weights only the last biases count: softmax of 0 and log 3 is 1/4 and 3/4.

    >>> network = {"W1": np.zeros((3, 2)), "b1": np.zeros(2), "W2": np.zeros((2, 2)),
    ...            "b2": np.zeros(2), "W3": np.zeros((2, 2)), "b3": np.log([1.0, 3.0])}
    >>> print(np.round(predict(network, np.array([0.0, 0.5, 1.0])), 4))
    [0.25 0.75]
    """
    z1 = sigmoid(np.dot(x, network["W1"]) + network["b1"])
    z2 = sigmoid(np.dot(z1, network["W2"]) + network["b2"])
    return softmax(np.dot(z2, network["W3"]) + network["b3"])


def accuracy(network, x, t, batch_size=None):
    """Compute the part of the images that are recognised: most probable digit = label.

    Of equally probable digits the first counts.

    Parameters
    ----------
    network : dict of ndarray of float
        As in `predict`.
    x : ndarray of float, int or uint8, shape (N, n)
        Images, one in each row.
    t : ndarray of int or uint8, shape (N,)
        Labels.
    batch_size : int, optional
        How many images to predict at once. By default one image after the other.

    Returns
    -------
    float
        From 0 to 1. A last batch that is not full counts like the others.

    Notes
    -----
    Source: D0, D4: both ways give 0.9207 with the network that the documents load.

    Examples
    --------
    A network without weights takes every image for the digit with the largest bias, here 1:

    >>> network = {"W1": np.zeros((3, 2)), "b1": np.zeros(2), "W2": np.zeros((2, 2)),
    ...            "b2": np.zeros(2), "W3": np.zeros((2, 2)), "b3": np.array([0.0, 1.0])}
    >>> print(accuracy(network, np.zeros((4, 3)), np.array([1, 1, 0, 1]), batch_size=3))
    0.75
    """
    recognised = 0
    if batch_size is None:
        for i in range(len(x)):
            if np.argmax(predict(network, x[i])) == t[i]:
                recognised += 1
    else:
        for start in range(0, len(x), batch_size):
            y = predict(network, x[start : start + batch_size])
            labels = t[start : start + batch_size]
            recognised += np.sum(np.argmax(y, axis=1) == labels)
    return recognised / len(x)
