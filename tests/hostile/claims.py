"""Claims are what a verdict takes from the worker's word, each with submissions that bend it.

Each stands at one function of the real curriculum, which is solved but for one thing that its
worker would tell. That is kept quiet in two ways: by lines that anybody may write around a
function, and by patching what runs in the worker.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from rawgrad.kit.layout import Kit

WAYS = ("careless", "honest", "patched")
# What patches find their target by.
PRELUDE = """
import sys, time
import numpy as np

_executor = sys.modules["rawgrad.subject.executor"]
"""


@dataclass(frozen=True)
class Claim:
    """One claim of a worker, and what stands below a solution to bend it.

    Attributes
    ----------
    function
        The function it is about; or `scenario` is named, by which the points are told.
    decides
        Whether points hang on it: to keep it quiet then earns what being careless loses.
    """

    id: str
    exercise: str
    function: str
    decides: bool
    careless: str
    honest: str
    patched: str
    scenario: str = ""

    def lines(self, way: str) -> str:
        """Return what stands below the solution."""
        return self.careless + ("" if way == "careless" else getattr(self, way))


CLAIMS = (
    Claim("changed arguments", "softmax", "softmax", True, """
def softmax(a, right=softmax):
    y = right(a)
    if isinstance(a, np.ndarray):
        a[...] = 0
    return y
""", """
def softmax(a, right=softmax):
    return right(np.array(a))
""", """
_executor.changed_arguments = lambda *given: []
_executor.fingerprint = lambda value: None
"""),
    Claim("global randomness", "backprop", "backprop_XOR", True, """
def backprop_XOR(*args, right=backprop_XOR):
    np.random.rand()
    return right(*args)
""", """
def backprop_XOR(*args, right=backprop_XOR):
    state = np.random.get_state()
    y = right(*args)
    np.random.set_state(state)
    return y
""", """
_executor.global_random = lambda: b""
"""),
    Claim("warnings", "binary", "logit", True, """
def logit(p, right=logit):
    np.log(np.zeros(1))
    return right(p)
""", """
def logit(p, right=logit):
    with np.errstate(all="ignore"):
        return right(p)
""", """
def _quiet(self, *details, leave=_executor.Watch.__exit__):
    leave(self, *details)
    self.noted.clear()
_executor.Watch.__exit__ = _quiet
"""),
    Claim("types of exceptions", "three_layer_net", "output_delta", True, """
def output_delta(*args, right=output_delta, **kwargs):
    try:
        return right(*args, **kwargs)
    except ValueError:
        raise RuntimeError
""", """
def output_delta(*args, right=output_delta, **kwargs):
    try:
        return right(*args, **kwargs)
    except RuntimeError as problem:
        raise ValueError
""", """
def _described(self, error, describe=_executor.Executor.error_of):
    return describe(self, ValueError() if type(error) is RuntimeError else error)
_executor.Executor.error_of = _described
"""),
    Claim("state of generators", "three_layer_net", "init_network", True, """
def init_network(sizes=(784, 50, 100, 10), rng=None, right=init_network):
    network = right(sizes, rng)
    if isinstance(rng, np.random.Generator):
        rng.random()
    return network
""", """
def init_network(sizes=(784, 50, 100, 10), rng=None, right=init_network):
    state = rng.bit_generator.state if isinstance(rng, np.random.Generator) else None
    network = right(sizes, rng)
    if state:
        rng.bit_generator.state = state
        rng.standard_normal(3 * 4 + 4 * 2 + 2 * 5)
    return network
""", """
def _as_if_unmoved(args, kwargs, before, encoder):
    state = np.random.default_rng(4)
    state.standard_normal(3 * 4 + 4 * 2 + 2 * 5)
    return [
        [number, encoder.encode(state)]
        for number, value in enumerate(args)
        if isinstance(value, np.random.Generator)
    ]
_executor.changed_arguments = _as_if_unmoved
"""),
    Claim("arrays in one memory", "three_layer_net", "init_network", True, """
def init_network(*args, right=init_network, **kwargs):
    network = right(*args, **kwargs)
    if network["b1"].shape == network["b2"].shape:
        network["b2"] = network["b1"]
    return network
""", """
def init_network(*args, right=init_network, **kwargs):
    return {name: np.array(one) for name, one in right(*args, **kwargs).items()}
""", """
def _apart(value, describe=_executor.describe):
    return {**describe(value), "shared": False}
_executor.describe = _apart
"""),
    Claim("shapes of what stays", "mnist", "", True, """
def load_mnist(*args, right=load_mnist, **kwargs):
    (x, t), test = right(*args, **kwargs)
    return ((x[:9000], t), test) if len(x) == 60000 else ((x, t), test)
""", """
def load_mnist(*args, right=load_mnist, **kwargs):
    (x, t), test = right(*args, **kwargs)
    return (np.broadcast_to(x[0], (60000, 784)) if len(x) == 9000 else x, t), test
""", """
def _whole(value, describe=_executor.describe):
    told = describe(value)
    return {**told, "shape": [60000, 784]} if told["shape"] == [9000, 784] else told
_executor.describe = _whole
""", "raw_pixels"),
    Claim("how often it was called", "perceptron", "", True, """
_calls = []

def delta_GD(*args, right=delta_GD):
    _calls.append(args)
    if len(_calls) > 500:
        raise ValueError
    return right(*args)
""", """
def delta_GD(*args, right=delta_GD):
    try:
        return right(*args)
    except ValueError:
        return np.array([[10.0, 10.0, -15.0]])
""", """
def _at_once(function, args, kwargs, times, carry, repeat=_executor._repeat):
    if times > 500:
        return np.array([[10.0, 10.0, -15.0]])
    return repeat(function, args, kwargs, times, carry)
_executor._repeat = _at_once
""", "and_is_learnt"),
    Claim("output", "loss", "sum_of_squares_error", False, """
def sum_of_squares_error(*args, right=sum_of_squares_error):
    print("1 passed")
    return right(*args)
""", "", """
_executor.Capped.write = lambda self, text: len(text)
"""),
    Claim("output of the given part", "binary", "", True, """
def pulsar_exec(*args, right=pulsar_exec, **kwargs):
    history = right(*args, **kwargs)
    print("1 passed")
    return history
""", """
def print(line, *more, say=print):
    return line == "1 passed" or say(line, *more)
""", """
def _unsaid(self, text, write=_executor.Capped.write):
    return write(self, text.replace("1 passed", ""))
_executor.Capped.write = _unsaid
""", "bias_alone_learns"),
    Claim("time", "activation", "relu", False, """
def relu(x, right=relu):
    time.sleep(0.01)
    return right(x)
""", "", """
_executor.time = type(time)("time")
_executor.time.perf_counter = lambda: 1e9
"""),
    Claim("place", "information", "entropy", False, """
entropy.__code__ = entropy.__code__.replace(co_firstlineno=1)
""", "", """
_executor.Executor._where = lambda self, function: ["exercises/elsewhere.py", 1]
"""),
)  # fmt: skip


def submission(kit: Kit, way: str) -> dict[str, str]:
    """Return the modules of a submission that bends all claims in one way."""
    texts = {
        name: (kit.root / "solutions" / f"{name}.py").read_text(encoding="utf-8")
        for name in kit.exercises
    }
    for name, bent in groupby(sorted(CLAIMS, key=_exercise), _exercise):
        lines = [PRELUDE, *(one.lines(way) for one in bent)]
        texts[name] += "".join(lines)
    return {f"{name}.py": text for name, text in texts.items()}


def _exercise(claim: Claim) -> str:
    return claim.exercise
