"""Right ways to write TwoLayerNet and train."""

import math

import numpy as np

from rawgrad.authoring.evidence import wheat
from solutions.gradient import numerical_gradient
from solutions.softmax import softmax

KEYS = ("W1", "b1", "W2", "b2")


def parameters(net, dtype=np.float64):
    return (net.params[key].astype(dtype) for key in KEYS)


@wheat(
    "two_layer_net-init-normal",
    function="TwoLayerNet.__init__",
    en="A normal draw with this scale is a standard one times the scale.",
    ko="이 표준편차로 뽑은 정규 난수는 표준 정규 난수에 표준편차를 곱한 것과 같습니다.",
)
def with_normal(self, input_size, hidden_size, output_size, weight_init_std=0.01, rng=None):
    rng = rng or np.random.default_rng()
    self.params = {}
    self.params["W1"] = rng.normal(0, weight_init_std, (input_size, hidden_size))
    self.params["W2"] = rng.normal(scale=weight_init_std, size=(hidden_size, output_size))
    self.params["b1"] = np.array([0.0] * hidden_size)
    self.params["b2"] = np.zeros((output_size,), dtype=np.float64)


@wheat("two_layer_net-init-flat-draws", function="TwoLayerNet.__init__")
def flat_draws(self, input_size, hidden_size, output_size, weight_init_std=0.01, rng=None):
    if rng is None:
        rng = np.random.RandomState()
    n, h, m = input_size, hidden_size, output_size
    W1 = rng.standard_normal(n * h).reshape(n, h) * weight_init_std
    W2 = rng.standard_normal(h * m).reshape(h, m) * weight_init_std
    self.params = dict(zip(KEYS, (np.asfortranarray(W1), np.zeros(h), W2, np.zeros(m))))


@wheat("two_layer_net-init-one-by-one", function="TwoLayerNet.__init__")
def one_by_one(self, input_size, hidden_size, output_size, weight_init_std=0.01, rng=None):
    rng = np.random.default_rng() if rng is None else rng
    shapes = {"W1": (input_size, hidden_size), "W2": (hidden_size, output_size)}
    params = {"b2": np.zeros(output_size), "b1": np.zeros(hidden_size)}
    for key, (rows, columns) in shapes.items():
        params[key] = np.array(
            [[weight_init_std * rng.standard_normal() for _ in range(columns)] for _ in range(rows)]
        )
    self.params = params


@wheat("two_layer_net-predict-einsum", function="TwoLayerNet.predict")
def predict_einsum(self, x):
    W1, b1, W2, b2 = parameters(self)
    z1 = 0.5 * (1 + np.tanh((np.einsum("...i,ij->...j", x, W1) + b1) / 2))
    a2 = np.einsum("...j,jk->...k", z1, W2) + b2
    top = a2.max(axis=-1, keepdims=True)
    return np.exp(a2 - top - np.log(np.exp(a2 - top).sum(axis=-1, keepdims=True)))


@wheat("two_layer_net-predict-row-by-row", function="TwoLayerNet.predict")
def predict_rows(self, x):
    W1, b1, W2, b2 = parameters(self)
    rows = np.atleast_2d(x)
    y = np.zeros((len(rows), b2.size), order="F")
    for i, row in enumerate(rows):
        a1 = [math.fsum(row * column) + b for column, b in zip(W1.T, b1)]
        z1 = [1 / (1 + math.exp(-min(max(a, -700), 700))) for a in a1]
        a2 = [math.fsum(z1 * column) + b for column, b in zip(W2.T, b2)]
        e = [math.exp(a - max(a2)) for a in a2]
        y[i] = [value / sum(e) for value in e]
    return y if np.ndim(x) == 2 else y[0]


@wheat("two_layer_net-predict-bias-column", function="TwoLayerNet.predict")
def predict_bias_column(self, x):
    W1, b1, W2, b2 = parameters(self)
    ones = np.ones((*np.shape(x)[:-1], 1))
    with np.errstate(over="ignore"):
        z1 = 1 / (1 + np.exp(-np.concatenate([x, ones], axis=-1) @ np.vstack([W1, b1])))
    return softmax(np.concatenate([z1, ones], axis=-1) @ np.vstack([W2, b2]))


@wheat(
    "two_layer_net-loss-mean-of-logarithms",
    function="TwoLayerNet.loss",
    en="The cross-entropy of a batch is the mean over its rows, each written out.",
    ko="배치의 교차 엔트로피는 행마다 구한 값의 평균입니다.",
)
def loss_mean(self, x, t):
    y = self.predict(x)
    labels = t if t.ndim == 1 else t.argmax(axis=1)
    return float(np.mean([-math.log(row[label] + 1e-7) for row, label in zip(y, labels)]))


@wheat("two_layer_net-loss-one-hot", function="TwoLayerNet.loss")
def loss_one_hot(self, x, t):
    y = self.predict(x)
    t = np.eye(y.shape[1])[t] if t.ndim == 1 else t
    return np.array(-np.vdot(t, np.log(y + 1e-7)) / len(y))


@wheat("two_layer_net-accuracy-loop", function="TwoLayerNet.accuracy")
def accuracy_loop(self, x, t):
    right = 0
    for row, answer in zip(x, t):
        label = answer if np.ndim(answer) == 0 else np.argmax(answer)
        right += int(self.predict(row).argmax() == label)
    return right / len(x)


@wheat("two_layer_net-accuracy-from-scores", function="TwoLayerNet.accuracy")
def accuracy_from_scores(self, x, t):
    y = np.argsort(self.predict(x), axis=1)[:, -1]
    t = np.nonzero(t)[1] if t.ndim == 2 else t
    return np.count_nonzero(y == t) / np.float64(x.shape[0])


@wheat("two_layer_net-numerical-in-place", function="TwoLayerNet.numerical_gradient")
def numerical_in_place(self, x, t):
    grads = {}
    for key, W in self.params.items():
        grads[key] = np.zeros_like(W)
        for index in np.ndindex(W.shape):
            kept = W[index]
            W[index] = kept + 1e-4
            above = self.loss(x, t)
            W[index] = kept - 1e-4
            grads[key][index] = (above - self.loss(x, t)) / 2e-4
            W[index] = kept
    return grads


@wheat("two_layer_net-numerical-second-network", function="TwoLayerNet.numerical_gradient")
def numerical_second_network(self, x, t):
    def loss_with(key):
        def loss(W):
            other = object.__new__(type(self))
            other.params = self.params | {key: W}
            return other.loss(x, t)

        return loss

    return {key: numerical_gradient(loss_with(key), self.params[key]) for key in reversed(KEYS)}


@wheat("two_layer_net-gradient-subtracts-one", function="TwoLayerNet.gradient")
def gradient_subtracts_one(self, x, t):
    labels = t if t.ndim == 1 else t.argmax(axis=1)
    W1, b1, W2, _ = parameters(self)
    z1 = 1 / (1 + np.exp(-(x @ W1 + b1)))
    d = self.predict(x).copy()
    d[np.arange(len(x)), labels] -= 1
    back = d @ W2.T * (z1 - z1**2)
    n = len(x)
    return {"W1": x.T @ back / n, "b1": back.mean(0), "W2": z1.T @ d / n, "b2": d.mean(0)}


@wheat("two_layer_net-gradient-float32", function="TwoLayerNet.gradient")
def gradient_single(self, x, t):
    W1, b1, W2, b2 = parameters(self, np.float32)
    x = np.asarray(x, dtype=np.float32)
    z1 = 1 / (1 + np.exp(-(x @ W1 + b1)))
    y = softmax(z1 @ W2 + b2)
    t = np.eye(len(b2), dtype=np.float32)[t] if t.ndim == 1 else t.astype(np.float32)
    d = (y - t) / np.float32(len(x))
    back = d @ W2.T * z1 * (1 - z1)
    return {"W1": x.T @ back, "b1": back.sum(axis=0), "W2": z1.T @ d, "b2": d.sum(axis=0)}


@wheat("two_layer_net-gradient-input-by-input", function="TwoLayerNet.gradient")
def gradient_inputs(self, x, t):
    W1, b1, W2, b2 = parameters(self)
    total = {key: np.zeros_like(value) for key, value in self.params.items()}
    for row, answer in zip(x, t):
        z1 = 1 / (1 + np.exp(-(row @ W1 + b1)))
        d = softmax(z1 @ W2 + b2)
        d = d - (np.arange(len(b2)) == answer if np.ndim(answer) == 0 else answer)
        back = (W2 @ d) * z1 * (1 - z1)
        steps = (np.outer(row, back), back, np.outer(z1, d), d)
        for key, step in zip(KEYS, steps):
            total[key] += step / len(x)
    return total


@wheat("two_layer_net-gradient-einsum", function="TwoLayerNet.gradient")
def gradient_einsum(self, x, t):
    W1, b1, W2, b2 = parameters(self)
    z1 = 1 / (1 + np.exp(-(np.einsum("ni,ij->nj", x, W1) + b1)))
    y = softmax(np.einsum("nj,jk->nk", z1, W2) + b2)
    d = (y - (t[:, None] == np.arange(len(b2)) if t.ndim == 1 else t)) / len(x)
    back = np.einsum("nk,jk,nj,nj->nj", d, W2, z1, 1 - z1)
    grads = np.einsum("ni,nj->ij", x, back), back.sum(0), np.einsum("nj,nk->jk", z1, d), d.sum(0)
    return {key: np.asfortranarray(grad) for key, grad in zip(KEYS, grads)}


@wheat("two_layer_net-gradient-of-the-exact-loss", function="TwoLayerNet.gradient")
def gradient_exact(self, x, t):
    # With the 1e-7 of the loss, as the numerical gradient has it.
    W1, b1, W2, b2 = parameters(self)
    z1 = 1 / (1 + np.exp(-(x @ W1 + b1)))
    y = softmax(z1 @ W2 + b2)
    t = np.eye(len(b2))[t] if t.ndim == 1 else t
    right = np.sum(y * t, axis=1, keepdims=True)
    d = (y - t) * right / (right + 1e-7) / len(x)
    back = d @ W2.T * z1 * (1 - z1)
    return {"W1": x.T @ back, "b1": back.sum(axis=0), "W2": z1.T @ d, "b2": d.sum(axis=0)}


@wheat("two_layer_net-train-three-lists")
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
    rng = np.random.default_rng() if rng is None else rng
    train_size = x_train.shape[0]
    iter_per_epoch = max(train_size / batch_size, 1)
    lists = [[], [], []]
    for i in range(iters_num):
        batch_mask = rng.choice(train_size, batch_size)
        x_batch, t_batch = x_train[batch_mask], t_train[batch_mask]
        grad = net.gradient(x_batch, t_batch)
        for key in KEYS:
            net.params[key] = net.params[key] + -learning_rate * grad[key]
        lists[0].append(net.loss(x_batch, t_batch))
        if i % iter_per_epoch == 0:
            lists[1].append(net.accuracy(x_train, t_train))
            lists[2].append(net.accuracy(x_test, t_test))
    return lists


@wheat("two_layer_net-train-new-dict", function="train")
def train_new_dict(
    net, x_train, t_train, x_test, t_test, iters_num=10**4, batch_size=100, learning_rate=0.1,
    rng=None,
):  # fmt: skip
    rng = rng or np.random.RandomState()
    n, losses, accuracies, due = len(x_train), [], [], 0.0
    for i in range(iters_num):
        mask = rng.choice(np.arange(n), size=batch_size, replace=True)
        grads = net.gradient(x_train.take(mask, axis=0), t_train.take(mask, axis=0))
        net.params = {key: net.params[key] - learning_rate * grads[key] for key in net.params}
        losses.append(float(net.loss(x_train[mask], t_train[mask])))
        if math.fmod(i, max(1.0, n / batch_size)) == due:
            accuracies.append((net.accuracy(x_train, t_train), net.accuracy(x_test, t_test)))
    of_train, of_test = zip(*accuracies) if accuracies else ((), ())
    return losses, list(of_train), list(of_test)


@wheat("two_layer_net-train-masks-first", function="train")
def train_masks_first(net, x_train, t_train, x_test, t_test, iters_num=10000, batch_size=100,
                      learning_rate=0.1, rng=None):  # fmt: skip
    rng = np.random.default_rng() if rng is None else rng
    masks = [rng.choice(len(x_train), batch_size) for _ in range(iters_num)]
    per_epoch = max(len(x_train) / batch_size, 1)
    losses, of_train, of_test = [], [], []
    for i, mask in enumerate(masks):
        x, t = np.array(x_train[mask]), np.array(t_train[mask])
        for key, grad in net.gradient(x, t).items():
            net.params[key] = np.subtract(net.params[key], learning_rate * grad)
        losses += [net.loss(x, t)]
        if not i % per_epoch:
            of_train += [net.accuracy(x_train, t_train)]
            of_test += [net.accuracy(x_test, t_test)]
    return losses, of_train, of_test
