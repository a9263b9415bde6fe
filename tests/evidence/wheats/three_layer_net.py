"""Right ways to train a three-layer network with Adam."""

import math

import numpy as np

from rawgrad.authoring.evidence import wheat
from solutions import three_layer_net as right
from solutions.softmax import softmax
from solutions.three_layer_net import Adam

KEYS = ("W1", "b1", "W2", "b2", "W3", "b3")


def parameters(network, dtype=np.float64):
    return (np.asarray(network[key], dtype=dtype) for key in KEYS)


def sig(a):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-a))


@wheat("three_layer_net-init-normal", function="init_network")
def with_normal(sizes=(784, 50, 100, 10), rng=None):
    rng = rng or np.random.default_rng()
    n, h1, h2, m = sizes
    network = dict.fromkeys(KEYS)
    network["W1"] = rng.normal(0, 1, (n, h1)) * n**-0.5
    network["W2"] = rng.normal(scale=1, size=(h1, h2)) * h1**-0.5
    network["W3"] = np.asfortranarray(rng.normal(size=(h2, m)) * h2**-0.5)
    return network | {"b1": np.zeros(h1), "b2": np.array([0.0] * h2), "b3": np.zeros((m,))}


@wheat("three_layer_net-init-flat-draws", function="init_network")
def flat_draws(sizes=(784, 50, 100, 10), rng=None):
    if rng is None:
        rng = np.random.RandomState()
    network = {}
    for i in range(3):
        flat = rng.standard_normal(sizes[i] * sizes[i + 1])
        network[f"W{i + 1}"] = flat.reshape(sizes[i], sizes[i + 1]) / math.sqrt(sizes[i])
        network[f"b{i + 1}"] = np.full(sizes[i + 1], 0.0)
    return network


@wheat("three_layer_net-forward-einsum", function="forward")
def forward_einsum(network, x):
    W1, b1, W2, b2, W3, b3 = parameters(network)
    z1 = 0.5 * (1 + np.tanh((np.einsum("ni,ij->nj", x, W1) + b1) / 2))
    z2 = 0.5 * (1 + np.tanh((np.einsum("nj,jk->nk", z1, W2) + b2) / 2))
    a3 = np.einsum("nk,kl->nl", z2, W3) + b3
    top = a3.max(axis=1, keepdims=True)
    y = np.exp(a3 - top - np.log(np.exp(a3 - top).sum(axis=1, keepdims=True)))
    return [z1, z2, np.asfortranarray(y)]


@wheat("three_layer_net-forward-loop", function="forward")
def forward_loop(network, x):
    outputs, z = [], x
    for layer in (1, 2, 3):
        a = z @ network[f"W{layer}"] + network[f"b{layer}"]
        z = softmax(a) if layer == 3 else sig(a)
        outputs.append(z)
    return tuple(outputs)


@wheat("three_layer_net-forward-row-by-row", function="forward")
def forward_rows(network, x):
    W1, b1, W2, b2, W3, b3 = parameters(network)
    z1 = np.array([sig(W1.T @ row + b1) for row in x])
    z2 = np.array([sig(W2.T @ row + b2) for row in z1])
    return z1, z2, np.array([softmax(W3.T @ row + b3) for row in z2])


@wheat("three_layer_net-mse-loop", function="mean_squared_error")
def mse_loop(y, t):
    squares = [float(a - b) ** 2 for row, ones in zip(y, t) for a, b in zip(row, ones)]
    return math.fsum(squares) / len(squares)


@wheat("three_layer_net-mse-vdot", function="mean_squared_error")
def mse_vdot(y, t):
    return np.array(np.vdot(y - t, y - t) / y.size)


@wheat("three_layer_net-delta-jacobian", function="output_delta")
def delta_jacobian(y, t, error="mse"):
    if error not in ("mse", "cross_entropy"):
        raise ValueError(error)
    n, m = y.shape
    if error == "cross_entropy":
        return np.divide(y - t, n, order="F")
    rows = []
    for p, q in zip(y, t):
        jacobian = np.diag(p) - np.outer(p, p)
        rows.append(jacobian @ (2 * (p - q) / (n * m)))
    return np.array(rows)


@wheat("three_layer_net-delta-einsum", function="output_delta")
def delta_einsum(y, t, error="mse"):
    match error:
        case "mse":
            g = (y - t) * (2 / np.size(y))
            return y * g - y * np.einsum("nk,nk->n", g, y)[:, None]
        case "cross_entropy":
            d = np.array(y, dtype=float)
            d[np.arange(len(y)), np.argmax(t, axis=1)] -= 1
            return d / len(y)
    raise ValueError(f"unknown error {error}")


@wheat("three_layer_net-gradient-float32", function="gradient")
def gradient_single(network, x, t, error="mse"):
    single = {key: value.astype(np.float32) for key, value in network.items()}
    return right.gradient(single, np.asarray(x, dtype=np.float32), t.astype(np.float32), error)


@wheat("three_layer_net-gradient-input-by-input", function="gradient")
def gradient_inputs(network, x, t, error="mse"):
    total, losses = {key: np.zeros_like(value) for key, value in network.items()}, []
    for i in range(len(x)):
        loss, grads = right.gradient(network, x[i : i + 1], t[i : i + 1], error)
        losses.append(float(loss))
        for key in total:
            total[key] += grads[key] / len(x)
    return math.fsum(losses) / len(x), total


@wheat("three_layer_net-gradient-einsum", function="gradient")
def gradient_einsum(network, x, t, error="mse"):
    _, _, W2, _, W3, _ = parameters(network)
    z1, z2, y = right.forward(network, x)
    d3 = right.output_delta(y, t, error)
    d2 = np.einsum("nl,kl,nk,nk->nk", d3, W3, z2, 1 - z2)
    d1 = np.einsum("nk,jk,nj,nj->nj", d2, W2, z1, 1 - z1)
    g1, g2, g3 = (np.einsum("ni,nj->ij", z, d) for z, d in ((x, d1), (z1, d2), (z2, d3)))
    loss = right.gradient(network, x, t, error)[0]
    values = (g1, d1.sum(0), g2, d2.sum(0), g3, d3.sum(0))
    return [np.array(loss), {key: np.asfortranarray(g) for key, g in zip(KEYS, values)}]


@wheat("three_layer_net-gradient-loop-over-layers", function="gradient")
def gradient_layers(network, x, t, error="mse"):
    zs = [x]
    for layer in (1, 2):
        zs.append(sig(zs[-1] @ network[f"W{layer}"] + network[f"b{layer}"]))
    y = softmax(zs[-1] @ network["W3"] + network["b3"])
    d, grads = right.output_delta(y, t, error), {}
    for layer in (3, 2, 1):
        z = zs[layer - 1]
        grads[f"W{layer}"], grads[f"b{layer}"] = z.T @ d, np.ones(len(x)) @ d
        d = d @ network[f"W{layer}"].T * (z - z * z)
    loss = np.square(y - t).mean() if error == "mse" else -np.sum(t * np.log(y + 1e-7)) / len(x)
    return loss, grads


@wheat("three_layer_net-gradient-bias-column", function="gradient")
def gradient_bias_column(network, x, t, error="mse"):
    one = np.ones((len(x), 1))
    W = {i: np.vstack([network[f"W{i}"], network[f"b{i}"]]) for i in (1, 2, 3)}
    z0 = np.hstack([x, one])
    z1 = np.hstack([sig(z0 @ W[1]), one])
    z2 = np.hstack([sig(z1 @ W[2]), one])
    y = softmax(z2 @ W[3])
    d3 = right.output_delta(y, t, error)
    d2 = (d3 @ W[3].T * z2 * (1 - z2))[:, :-1]
    d1 = (d2 @ W[2].T * z1 * (1 - z1))[:, :-1]
    grads = {}
    for i, (z, d) in enumerate(((z0, d1), (z1, d2), (z2, d3)), start=1):
        whole = z.T @ d
        grads |= {f"W{i}": whole[:-1], f"b{i}": whole[-1]}
    return right.gradient(network, x, t, error)[0], grads


@wheat("three_layer_net-gradient-of-the-exact-loss", function="gradient")
def gradient_exact(network, x, t, error="mse"):
    # With the 1e-7 of the cross-entropy's loss.
    z1, z2, y = right.forward(network, x)
    d3 = right.output_delta(y, t, error)
    if error == "cross_entropy":
        share = np.sum(y * t, axis=1, keepdims=True)
        d3 = d3 * share / (share + 1e-7)
    d2 = d3 @ network["W3"].T * z2 * (1 - z2)
    d1 = d2 @ network["W2"].T * z1 * (1 - z1)
    values = (x.T @ d1, d1.sum(0), z1.T @ d2, d2.sum(0), z2.T @ d3, d3.sum(0))
    return right.gradient(network, x, t, error)[0], dict(zip(KEYS, values))


@wheat("three_layer_net-gradient-both-passes-by-rows", function="gradient")
def gradient_rows(network, x, t, error="mse"):
    z1, z2, y = right.forward(network, x)
    d3 = right.output_delta(y, t, error)
    grads = dict.fromkeys(KEYS, 0.0)
    for row, u, v, d in zip(x, z1, z2, d3):
        e = (network["W3"] @ d) * v * (1 - v)
        f = (network["W2"] @ e) * u * (1 - u)
        outer = (np.outer(row, f), f, np.outer(u, e), e, np.outer(v, d), d)
        grads = {key: grads[key] + step for key, step in zip(KEYS, outer)}
    return float(right.gradient(network, x, t, error)[0]), grads


@wheat("three_layer_net-gradient-losses-by-hand", function="gradient")
def gradient_losses(network, x, t, error="mse"):
    _, grads = right.gradient(network, x, t, error)
    y = right.forward(network, x)[2]
    if error == "mse":
        return sum(np.sum((p - q) ** 2) for p, q in zip(y, t)) / t.size, grads
    labels = np.argmax(t, axis=1)
    return np.mean([-math.log(p[k] + 1e-7) for p, k in zip(y, labels)]), grads


def means(adam, key, g):
    adam.m[key] = adam.beta1 * adam.m.get(key, 0.0) + (1 - adam.beta1) * g
    adam.v[key] = adam.beta2 * adam.v.get(key, 0.0) + (1 - adam.beta2) * g * g
    return adam.m[key], adam.v[key]


@wheat(
    "three_layer_net-adam-one-rate",
    function="Adam.update",
    en="Both corrections are gathered in the rate, and in epsilon, where the root of v's stands.",
    ko="두 보정을 학습률로 모으고, v의 보정의 제곱근은 epsilon에 곱합니다.",
)
def adam_one_rate(self, params, grads):
    # The corrections gathered in the rate and in epsilon.
    self.step += 1
    root = math.sqrt(1 - self.beta2**self.step)
    rate = self.learning_rate * root / (1 - self.beta1**self.step)
    new = {}
    for key, value in params.items():
        m, v = means(self, key, grads[key])
        new[key] = value - rate * m / (np.sqrt(v) + self.epsilon * root)
    return new


@wheat("three_layer_net-adam-in-place-means", function="Adam.update")
def adam_in_place(self, params, grads):
    if not self.m:
        self.m = {key: np.zeros_like(value) for key, value in params.items()}
        self.v = {key: np.zeros_like(value) for key, value in params.items()}
    self.step += 1
    new = {}
    for key in params:
        self.m[key] *= self.beta1
        self.m[key] += (1 - self.beta1) * grads[key]
        self.v[key] *= self.beta2
        self.v[key] += (1 - self.beta2) * grads[key] ** 2
        m_hat = self.m[key] / (1 - self.beta1**self.step)
        v_hat = self.v[key] / (1 - self.beta2**self.step)
        new[key] = params[key] - self.learning_rate * m_hat / (np.sqrt(v_hat) + self.epsilon)
    return new


@wheat(
    "three_layer_net-adam-differences",
    function="Adam.update",
    en="m + (1 - beta)(g - m) is beta m + (1 - beta) g.",
    ko="m + (1 - beta)(g - m)은 beta m + (1 - beta) g와 같습니다.",
)
def adam_differences(self, params, grads):
    # m += (1 - beta) (g - m), as many books write it.
    self.step += 1
    new = {}
    for key, g in grads.items():
        m, v = self.m.get(key, np.zeros_like(g)), self.v.get(key, np.zeros_like(g))
        self.m[key] = m + (1 - self.beta1) * (g - m)
        self.v[key] = v + (1 - self.beta2) * (g**2 - v)
        divisor = np.sqrt(self.v[key] / (1 - self.beta2**self.step)) + self.epsilon
        new[key] = params[key] - self.learning_rate / (1 - self.beta1**self.step) * (
            self.m[key] / divisor
        )
    return new


@wheat("three_layer_net-adam-number-by-number", function="Adam.update")
def adam_numbers(self, params, grads):
    self.step += 1
    new = {}
    for key, value in params.items():
        m, v = means(self, key, grads[key])
        new[key] = np.empty_like(value)
        for index in np.ndindex(value.shape):
            m_hat = m[index] / (1 - self.beta1**self.step)
            v_hat = v[index] / (1 - self.beta2**self.step)
            step = self.learning_rate * m_hat / (math.sqrt(v_hat) + self.epsilon)
            new[key][index] = value[index] - step
    return new


@wheat("three_layer_net-adam-flat", function="Adam.update")
def adam_flat(self, params, grads):
    old = Adam(self.learning_rate, self.beta1, self.beta2, self.epsilon)
    old.step = self.step
    keys = list(params)

    def flat(table):
        return np.concatenate([np.ravel(table.get(k, np.zeros_like(params[k]))) for k in keys])

    def whole(line):
        cuts = np.cumsum([params[k].size for k in keys])[:-1]
        return {k: part.reshape(params[k].shape) for k, part in zip(keys, np.split(line, cuts))}

    old.m, old.v = {"all": flat(self.m)}, {"all": flat(self.v)}
    new = old.update({"all": flat(params)}, {"all": flat(grads)})
    self.m, self.v, self.step = whole(old.m["all"]), whole(old.v["all"]), old.step
    return whole(new["all"])


@wheat("three_layer_net-adam-float32", function="Adam.update")
def adam_single(self, params, grads):
    grads = {key: g.astype(np.float32) for key, g in grads.items()}
    return Adam.update(self, params, grads)


@wheat("three_layer_net-adam-powers-kept", function="Adam.update")
def adam_powers(self, params, grads):
    self.step = self.step + 1
    power1 = math.prod([self.beta1] * self.step)
    power2 = math.prod([self.beta2] * self.step)
    new = {}
    for key in grads:
        m, v = means(self, key, grads[key])
        new[key] = params[key] - self.learning_rate * (m / (1 - power1)) / (
            (v / (1 - power2)) ** 0.5 + self.epsilon
        )
    return dict(reversed(new.items()))


@wheat("three_layer_net-adam-means-first", function="Adam.update")
def adam_means_first(self, params, grads):
    self.step += 1
    for key, g in grads.items():
        means(self, key, g)
    m_hat = {key: m / (1 - self.beta1**self.step) for key, m in self.m.items()}
    v_hat = {key: v / (1 - self.beta2**self.step) for key, v in self.v.items()}
    return {
        key: np.subtract(
            params[key], self.learning_rate * m_hat[key] / (np.sqrt(v_hat[key]) + self.epsilon)
        )
        for key in params
    }


@wheat("three_layer_net-train-copies", function="train")
def train_copies(
    network, x, t, epochs=1, batch_size=32, error="mse", learning_rate=0.001, rng=None
):  # fmt: skip
    rng = np.random.RandomState() if rng is None else rng
    network = {key: value.copy() for key, value in network.items()}
    adam, order, losses = Adam(learning_rate), list(range(len(x))), []
    for _ in range(epochs):
        order = np.array(order)
        rng.shuffle(order)
        each = np.zeros(len(x))
        for batch in np.split(order, range(batch_size, len(x), batch_size)):
            loss, grads = right.gradient(network, np.take(x, batch, axis=0), t[batch], error)
            for key, value in adam.update(network, grads).items():
                network[key][...] = value
            each[batch] = loss
        losses.append(each.mean())
    return network, losses


@wheat("three_layer_net-train-by-steps", function="train")
def train_steps(
    network, x, t, epochs=1, batch_size=32, error="mse", learning_rate=0.001, rng=None
):  # fmt: skip
    rng = rng or np.random.default_rng()
    adam, rows = Adam(learning_rate=learning_rate), np.arange(x.shape[0])
    per_epoch = math.ceil(len(rows) / batch_size)
    totals = [0.0] * epochs
    for step in range(epochs * per_epoch):
        epoch, number = divmod(step, per_epoch)
        if number == 0:
            rng.shuffle(rows)
        batch = rows[number * batch_size : (number + 1) * batch_size]
        loss, grads = right.gradient(network, x[batch], t[batch], error)
        network = adam.update(network, grads)
        totals[epoch] += float(loss) * batch.size / x.shape[0]
    return [network, totals]
