"""Finding faults in PyTorch code.

D4, the source, ends with the same network in PyTorch. It runs, and recognises 85 % of the digits
after ten epochs, with a loss that goes below 0: three faults are in it. Each docstring shows the
lines that D4 has; find what is wrong with them, and write them as they are meant. Then the network
recognises at least 95 %. Build `normalize` first, then `dnn.forward`, `train` and `test`.

Predict before you write a line (`rawgrad predict`):

- D4's code takes softmax of 100 numbers between 0 and 1, and its loss is minus the probability of one of them. The largest probability it can have is e / (e + 99), for a 1 among zeros. What is the lowest loss that it can print: what does `print(round(-np.exp(1) / (np.exp(1) + 99), 4))` show?
- D4 sets `batch_size = 64`, and its log counts 60,000 steps an epoch. How many steps should there be: what does `print(60000 / 64)` show?
"""

if __name__ == "__main__":
    raise SystemExit("Run instead / 대신 실행할 명령:  python -m rawgrad check torch_mnist")

import functools

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn, optim
from torch.utils.data import DataLoader, TensorDataset


def arrays(function):  # given
    """Let a function of tensors take arrays as well; then it returns an array."""

    @functools.wraps(function)
    def either(*values):
        if not any(isinstance(value, np.ndarray) for value in values):
            return function(*values)
        given = [torch.tensor(v) if isinstance(v, np.ndarray) else v for v in values]
        found = function(*given)
        return found.detach().numpy() if isinstance(found, torch.Tensor) else found

    return either


def dataset(x, labels):  # given
    """Return images, one a row, and labels as pairs of float32 and int64, a TensorDataset."""
    images = torch.tensor(x, dtype=torch.float32)
    return TensorDataset(images, torch.tensor(labels.astype(np.int64)))


def normalize(images):
    """Scale pixels to a mean of 0 and a standard deviation of 1.

    Parameters
    ----------
    images : ndarray of uint8, any shape
        Pixels from 0 to 255.

    Returns
    -------
    ndarray of float, the shape of `images`

    Notes
    -----
    D4 has it from torchvision, which is not needed here: `ToTensor` divides by 255, and
    `Normalize((0.1307, ), (0.3081, ))` subtracts 0.1307, the mean of all training pixels, and
    divides by 0.3081, their standard deviation.

    Examples
    --------
    >>> print(normalize(np.array([0, 255], dtype=np.uint8)).round(4))
    [-0.4242  2.8215]
    """
    raise NotImplementedError("normalize")


class dnn(nn.Module):
    """D4's network: three layers, sigmoid between them.

    Parameters
    ----------
    sizes : tuple of int, default (784, 50, 100, 10)
        Numbers of inputs, which are always the 784 pixels of an image, of neurons in the two
        hidden layers, and of classes.
    """

    def __init__(self, sizes=(784, 50, 100, 10)):  # given
        super().__init__()
        self.d1 = nn.Linear(sizes[0], sizes[1])
        self.d2 = nn.Linear(sizes[1], sizes[2])
        self.d3 = nn.Linear(sizes[2], sizes[3])

    @arrays
    def forward(self, x):
        """Compute the logarithms of the probabilities of the classes.

        Parameters
        ----------
        x : Tensor, shape (N, 784) or (N, ...)
            Images of 784 numbers each; given an array, `arrays` makes a tensor of it.

        Returns
        -------
        Tensor of float, shape (N, m)
            The logarithms that `F.nll_loss` wants, one for each of the m classes, ten unless the
            network was made with others; their exponentials sum to 1 in each row.

        Notes
        -----
        What D4 has, with two of its three faults::

            x = x.float()
            h1 = F.sigmoid(self.d1(x.view(-1, 784)))
            h2 = F.sigmoid(self.d2(h1))
            return F.softmax(h2, dim=1)

        Examples
        --------
        Without weights every digit is as likely as any other, and ln(1/10) is -2.3026:

        >>> model = dnn()
        >>> for parameter in model.parameters():
        ...     _ = nn.init.zeros_(parameter)
        >>> print(model.forward(np.zeros((1, 784)))[0, :3].round(4))
        [-2.3026 -2.3026 -2.3026]
        """
        raise NotImplementedError("dnn.forward")


def with_weights(network):  # given
    """Make a dnn with these weights: W1, b1 to W3, b3, each W of shape (inputs, outputs)."""
    model = dnn((*(network[f"W{i}"].shape[0] for i in (1, 2, 3)), len(network["b3"])))
    with torch.no_grad():
        for i, layer in enumerate((model.d1, model.d2, model.d3), start=1):
            # PyTorch keeps a row of weights for each neuron, we a column.
            layer.weight.copy_(torch.tensor(network[f"W{i}"].T))
            layer.bias.copy_(torch.tensor(network[f"b{i}"]))
    return model


def train(model, x, labels, epochs=1, batch_size=64):
    """Train a network with Adam on mini-batches, in the order of the images.

    Parameters
    ----------
    model : dnn
        The network, which is trained.
    x : ndarray, shape (N, 784)
        Images.
    labels : ndarray of int, shape (N,)
        The right digits.
    epochs : int, default 1
        How often all images are gone through.
    batch_size : int, default 64
        Images in a batch; the last one of an epoch may have fewer.

    Returns
    -------
    list of float
        The loss of each step's batch before its update.

    Notes
    -----
    What D4 has, with the third of its faults::

        batch_size = 64
        train_loader = torch.utils.data.DataLoader(datasets.MNIST(...))
        optimizer = optim.Adam(model.parameters())

        model.train()
        for batch_idx, (data, target) in enumerate(train_loader):
            optimizer.zero_grad()
            output = model(data)
            loss = F.nll_loss(output, target)
            loss.backward()
            optimizer.step()

    `dataset(x, labels)` takes the place of `datasets.MNIST(...)`; one optimizer serves all epochs.

    Examples
    --------
    Ten images in batches of four are three steps an epoch:

    >>> x, labels = np.zeros((10, 784)), np.arange(10)
    >>> print(len(train(dnn(), x, labels, epochs=2, batch_size=4)))
    6
    """
    raise NotImplementedError("train")


def test(model, x, labels):
    """Measure a network on images it has not learnt from.

    Parameters
    ----------
    model : dnn
    x : ndarray, shape (N, 784)
        Images.
    labels : ndarray of int, shape (N,)
        The right digits.

    Returns
    -------
    loss : float
        The mean loss over all images.
    accuracy : float
        The part of the images whose most probable digit is right.

    Notes
    -----
    What D4 has, which is right once `forward` is; batches of 1,000 images save time::

        model.eval()
        test_loss = 0
        correct = 0
        with torch.no_grad():
            for data, target in test_loader:
                output = model(data)
                test_loss += F.nll_loss(output, target, reduction='sum').item()
                pred = output.argmax(dim=1, keepdim=True)
                correct += pred.eq(target.view_as(pred)).sum().item()
        test_loss /= len(test_loader.dataset)

    Examples
    --------
    A network without weights takes every image for a 0, which costs ln 10 each:

    >>> model = dnn()
    >>> for parameter in model.parameters():
    ...     _ = nn.init.zeros_(parameter)
    >>> loss, accuracy = test(model, np.zeros((4, 784)), np.array([0, 1, 0, 3]))
    >>> print(round(loss, 4), accuracy)
    2.3026 0.5
    """
    raise NotImplementedError("test")
