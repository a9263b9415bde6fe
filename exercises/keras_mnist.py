"""The same network in Keras.

What took an exercise of its own by hand is a few lines in Keras: D4 describes the layers, names
the error and the optimizer, and calls `fit`. Build `build_model` first and compare its parameters
with D4's summary, then `train` and `accuracy`. Keras runs on PyTorch here; D4 had TensorFlow.

Predict before you write a line (`rawgrad predict`):

- Each neuron of a Dense layer has a weight for each input, and a bias. Which three numbers does D4's model.summary() show for its layers: what does `print(((784 + 1) * 50, (50 + 1) * 100, (100 + 1) * 10))` print?
"""

if __name__ == "__main__":
    raise SystemExit("Run instead / 대신 실행할 명령:  python -m rawgrad check keras_mnist")

import os

# Keras reads this when it is imported.
os.environ.setdefault("KERAS_BACKEND", "torch")

import keras
import numpy as np


def build_model(sizes=(784, 50, 100, 10)):
    """Build D4's network, ready to be trained.

    Parameters
    ----------
    sizes : tuple of int, length 4
        Numbers of inputs, of neurons in the two hidden layers, and of classes.

    Returns
    -------
    keras.Model
        Three Dense layers: sigmoid, sigmoid, softmax; compiled with the loss 'mse' and the
        optimizer 'adam'.

    Raises
    ------
    ValueError
        If there are not four sizes.

    Notes
    -----
    keras.Input, keras.layers.Dense and keras.Model are what D4 imports. Source: D4.

    Examples
    --------
    D4's summary:

    >>> model = build_model()
    >>> print([layer.count_params() for layer in model.layers], model.count_params())
    [0, 39250, 5100, 1010] 45360
    """
    raise NotImplementedError("build_model")


def describe(model):  # given
    """Return the layers (class, activation, size, parameters), loss and optimizer of a model."""
    layers = []
    for layer in model.layers:
        activation = getattr(getattr(layer, "activation", None), "__name__", None)
        size = layer.output.shape[-1]
        layers.append((type(layer).__name__, activation, size, layer.count_params()))
    loss, optimizer = getattr(model, "loss", None), getattr(model, "optimizer", None)
    if not isinstance(loss, str):
        loss = getattr(loss, "name", None) or getattr(loss, "__name__", None)
    optimizer = None if optimizer is None else type(optimizer).__name__
    return {"layers": layers, "loss": loss, "optimizer": optimizer}


def with_weights(network):  # given
    """Build a model with these weights: W1, b1 to W3, b3 as in the other exercises."""
    sizes = [network[f"W{i}"].shape[0] for i in (1, 2, 3)]
    model = build_model((*sizes, len(network["b3"])))
    model.set_weights([network[key] for key in ("W1", "b1", "W2", "b2", "W3", "b3")])
    return model


def weights(model):  # given
    """Return the weights of a model as arrays of float32, as `with_weights` takes them."""
    return dict(zip(("W1", "b1", "W2", "b2", "W3", "b3"), model.get_weights(), strict=True))


def predict(model, x):
    """Compute the probabilities of the classes.

    Parameters
    ----------
    model : keras.Model
    x : ndarray, shape (N, n)
        Images, one a row.

    Returns
    -------
    ndarray of float, shape (N, m)
        Each row sums to 1.

    Notes
    -----
    Source: D4.

    Examples
    --------
    >>> print(predict(build_model((3, 2, 2, 4)), np.zeros((5, 3))).shape)
    (5, 4)
    """
    raise NotImplementedError("predict")


def train(model, x, t, epochs=20):
    """Train a model, in batches of Keras' own choice.

    Parameters
    ----------
    model : keras.Model
        The model, which is trained.
    x : ndarray, shape (N, n)
        Images.
    t : ndarray of float or int, shape (N, m)
        The right classes, one-hot.
    epochs : int, default 20
        How often all images are gone through.

    Returns
    -------
    list of float
        The loss that Keras prints for each epoch.

    Notes
    -----
    `fit` takes batches of 32 unless told otherwise: D4's 1,875 steps for 60,000 images.
    Source: D4.

    Examples
    --------
    >>> losses = train(build_model((3, 2, 2, 4)), np.zeros((5, 3)), np.eye(4)[[0, 1, 2, 3, 0]], 2)
    >>> print(len(losses))
    2
    """
    raise NotImplementedError("train")


def accuracy(model, x, labels):
    """Compute the part of the images whose most probable class is right.

    Parameters
    ----------
    model : keras.Model
    x : ndarray, shape (N, n)
        Images.
    labels : ndarray of int, shape (N,)
        The right classes.

    Returns
    -------
    float
        From 0 to 1; D4 prints 91.57, in percent.

    Notes
    -----
    Source: D4.

    Examples
    --------
    >>> model = build_model((3, 2, 2, 4))
    >>> x = np.array([[1.0, 2.0, 3.0]])
    >>> print(accuracy(model, x, np.argmax(predict(model, x), axis=1)))
    1.0
    """
    raise NotImplementedError("accuracy")
