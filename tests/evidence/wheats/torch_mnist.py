"""Right ways to mend D4's PyTorch code."""

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn, optim
from torch.utils.data import DataLoader

from rawgrad.authoring.evidence import wheat
from solutions.torch_mnist import arrays, dataset


@wheat("torch_mnist-normalize-float32")
def normalize(images):
    return (np.asarray(images, dtype=np.float32) - np.float32(33.3285)) / np.float32(78.5655)


@wheat(
    "torch_mnist-normalize-line",
    function="normalize",
    en="x / 255, less the mean, over the deviation is a line: one factor and one offset.",
    ko="255로 나누고 평균을 빼고 표준편차로 나누는 것은 일차식이므로, 곱하는 수 하나와 빼는 "
    "수 하나로 씁니다.",
)
def normalize_line(images):
    return images * (1 / (255 * 0.3081)) - 0.1307 / 0.3081


@wheat("torch_mnist-forward-log-sum-exp", function="dnn.forward")
@arrays
def log_sum_exp(self, x):
    x = x.float().reshape(len(x), -1)
    a3 = self.d3(F.sigmoid(self.d2(F.sigmoid(self.d1(x)))))
    return a3 - torch.logsumexp(a3, dim=1, keepdim=True)


@wheat(
    "torch_mnist-forward-sequential",
    function="dnn.forward",
    en="Sequential calls the layers one after another, which are the model's own.",
    ko="Sequential은 모델 자신의 층을 차례로 부릅니다.",
)
@arrays
def sequential(self, x):
    layers = nn.Sequential(self.d1, nn.Sigmoid(), self.d2, nn.Sigmoid(), self.d3, nn.LogSoftmax(1))
    return layers(torch.flatten(x.float(), 1))


@wheat("torch_mnist-forward-own-arrays", function="dnn.forward")
def own_arrays(self, x):
    tensor = torch.as_tensor(x).float().view(-1, self.d1.in_features)
    h = tensor
    for layer in (self.d1, self.d2):
        h = 1 / (1 + torch.exp(-(h @ layer.weight.T + layer.bias)))
    y = F.log_softmax(h @ self.d3.weight.T + self.d3.bias, dim=-1)
    return y if isinstance(x, torch.Tensor) else y.detach().numpy()


@wheat("torch_mnist-train-by-hand", function="train")
def by_hand(model, x, labels, epochs=1, batch_size=64):
    images, targets = dataset(x, labels).tensors
    optimizer, losses = optim.Adam(list(model.parameters()), lr=1e-3), []
    for _ in range(epochs):
        for start in range(0, len(images), batch_size):
            batch = slice(start, start + batch_size)
            output = model(images[batch])
            loss = -output[torch.arange(len(output)), targets[batch]].mean()
            model.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(float(loss))
    return losses


@wheat("torch_mnist-train-epochs-outside", function="train")
def epochs_outside(model, x, labels, epochs=1, batch_size=64):
    loader = DataLoader(dataset(x, labels), batch_size, shuffle=False, drop_last=False)
    optimizer = optim.Adam(model.parameters(), betas=(0.9, 0.999), eps=1e-8)
    criterion, losses = nn.NLLLoss(), []
    for data, target in (pair for _ in range(epochs) for pair in loader):
        optimizer.zero_grad(set_to_none=False)
        loss = criterion(model.forward(data), target)
        loss.backward()
        optimizer.step()
        losses.append(loss.detach().item())
    return tuple(losses)


@wheat("torch_mnist-test-at-once")
def test(model, x, labels):
    with torch.inference_mode():
        data, target = dataset(x, labels).tensors
        output = model(data)
        best = output.max(dim=1).indices
        return F.nll_loss(output, target).item(), (best == target).float().mean().item()


@wheat("torch_mnist-test-image-by-image", function="test")
def image_by_image(model, x, labels):
    losses, hits = [], []
    for data, target in DataLoader(dataset(x, labels)):
        output = model(data).detach().numpy()[0]
        losses.append(-output[int(target)])
        hits.append(int(np.argmax(output) == int(target)))
    return float(np.mean(losses)), np.mean(hits)
