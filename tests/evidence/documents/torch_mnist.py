"""D4's code in PyTorch with its three faults, and what is right of it."""

import torch
import torch.nn.functional as F
from torch import optim

from rawgrad.authoring.evidence import listing
from solutions.torch_mnist import arrays, dataset


@arrays
def forward(self, x):
    x = x.float()
    h1 = F.sigmoid(self.d1(x.view(-1, 784)))
    h2 = F.sigmoid(self.d2(h1))
    return F.softmax(h2, dim=1)


def train(model, x, labels, epochs=1, batch_size=64):
    train_loader = torch.utils.data.DataLoader(dataset(x, labels))
    optimizer = optim.Adam(model.parameters())
    losses = []
    for _ in range(epochs):
        model.train()
        for data, target in train_loader:
            optimizer.zero_grad()
            output = model(data)
            loss = F.nll_loss(output, target)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    return losses


def measure(model, x, labels):
    test_loader = torch.utils.data.DataLoader(dataset(x, labels))
    model.eval()
    test_loss = 0
    correct = 0
    with torch.no_grad():
        for data, target in test_loader:
            output = model(data)
            test_loss += F.nll_loss(output, target, reduction="sum").item()
            pred = output.argmax(dim=1, keepdim=True)
            correct += pred.eq(target.view_as(pred)).sum().item()
    test_loss /= len(test_loader.dataset)
    return test_loss, correct / len(test_loader.dataset)


listing(
    "torch_mnist-d4-forward",
    document="D4",
    code={"dnn.forward": forward},
    # A class run lends `train` and `test` the right one, see `tests/frameworks/test_grading.py`.
    earns=1,
    loses=(
        "dnn.forward.values",
        "train.batches",
        "train.values",
        "test.values",
        "scenario.mended_network_reads_digits",
    ),
)
listing(
    "torch_mnist-d4-train",
    document="D4",
    code={"train": train},
    earns=6,
    loses=("train.batches", "train.values", "scenario.mended_network_reads_digits"),
)
listing("torch_mnist-d4-test", document="D4", code={"test": measure}, earns=10, loses=())
