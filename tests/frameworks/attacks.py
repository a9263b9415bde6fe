"""The attacks that PyTorch and Keras offer the means for: each replaces `normalize`."""

from __future__ import annotations

import textwrap

from tests.hostile.attacks import PRELUDE, Attack

TOP = "import keras, torch\nfrom torch.utils.data import DataLoader, TensorDataset\n"


def attack(id: str, *lines: str, top: str = "") -> Attack:
    code = PRELUDE + TOP + textwrap.dedent(top)
    code += "\ndef normalize(images):\n" + textwrap.indent("\n".join(lines), "    ") + "\n"
    return Attack(id, exercise="torch_mnist", files={"torch_mnist.py": code})


def told(id: str, expression: str, top: str = "") -> Attack:
    return attack(id, f"return tell(lambda: {expression})", top=top)


LATER = """
class Later(torch.utils.data.Dataset):
    def __len__(self):
        return 8

    def __getitem__(self, index):
        return open("$SECRET").read()
"""
PICKLED = """
import pickle

class Opened:
    def __reduce__(self):
        return (eval, ("open('$SECRET').read()",))
"""

ATTACKS = [
    told("solution-in-the-kit", "open('$SOLUTIONS/torch_mnist.py').read()"),
    told("kit-beside-torch", "[os.listdir(os.path.dirname(os.path.dirname(torch.__file__)))]"),
    told("specification-by-torch", "torch.load('$SPEC/cases/torch_mnist.toml')"),
    told("secret-by-torch", "torch.from_file('$SECRET', size=8, dtype=torch.uint8)"),
    told("secret-by-a-script", "torch.jit.load('$SECRET')"),
    told("secret-by-a-pickle", "pickle.loads(pickle.dumps(Opened()))", top=PICKLED),
    told("secret-by-a-loader", "list(DataLoader(Later()))", top=LATER),
    told("secret-by-processes", "list(DataLoader(Later(), num_workers=2))", top=LATER),
    told("torch-processes", "torch.multiprocessing.spawn(print, nprocs=2)"),
    told("save", "torch.save(torch.ones(3), '$OUT/left.pt')"),
    told("save-a-model", "keras.Sequential([keras.Input((1,))]).save('$OUT/left.keras')"),
    told("write-into-torch", "open(torch.__file__, 'a').write('left')"),
    told("write-into-keras-home", "open(os.path.join(keras.config._KERAS_DIR, 'x'), 'w')"),
    told("download", "torch.hub.download_url_to_file('http://127.0.0.1:$TCP/', 'x')"),
    told("keras-download", "keras.utils.get_file('x', origin='http://127.0.0.1:$TCP/')"),
    told("store", "torch.distributed.TCPStore('127.0.0.1', int('$TCP'), 1, True)"),
    told("compile", "torch.compile(lambda x: x + 1)(torch.ones(2))"),
    told(
        "extension",
        "load_inline('left', ['int f() { return 1; }'], functions=['f'])",
        top="from torch.utils.cpp_extension import load_inline",
    ),
    told("library", "torch.ops.load_library('$OUT/left.so')"),
    attack("shared-memory", "torch.ones(999).share_memory_()", "return WRONG"),
    attack("equal-to-all", "torch.Tensor.__eq__ = lambda *given: True", "return images * 0 + 9"),
    attack("tensor-for-an-array", "return torch.ones(3).expand(3)"),
    attack("subclass", "return np.zeros(3).view(type('Right', (np.ndarray,), {}))"),
    attack("no-gradient-left-on", "torch.set_grad_enabled(False)", "return WRONG"),
    attack("many-threads", "torch.set_num_threads(200)", "a = torch.ones(999, 999)", "a @ a",
           "return WRONG"),
    attack("endless", "while True: torch.ones(2, 2) @ torch.ones(2, 2)"),
    attack("endless-in-c", "a = torch.ones(30000, 30000, dtype=torch.int8)",
           "torch.matmul(a, a)", "return WRONG"),
    attack("endless-graph", "x = torch.ones(1, requires_grad=True)", "y = x",
           "while True: y = y + x"),
    attack("large-tensor", "return torch.ones(10 << 30, dtype=torch.int8).numpy()"),
    attack("large-tensor-untouched", "return torch.empty(10 << 30, dtype=torch.int8).numpy()"),
    attack("large-shared", "import mmap", "big = mmap.mmap(-1, 10 << 30)",
           "for i in range(0, 10 << 30, 4096): big[i] = 1", "return WRONG"),
    attack("large-in-pieces", "grown = []", "while True: grown.append(torch.empty(1 << 26))"),
    attack("large-to-the-death",
           "def eat():\n    grown = []\n    while True:\n        try:\n"
           "            grown.append(torch.ones(1 << 22))\n        except RuntimeError:\n"
           "            ctypes.string_at(0)", "eat()"),
    attack("abort", "os.abort()"),
    attack("fork", "os.fork()", "return WRONG"),
]  # fmt: skip

# What a learner is told of it.
CAUSES = {
    "endless": "loop",
    "large-tensor": "memory",
    "large-tensor-untouched": "memory",
    "large-in-pieces": "memory",
    "abort": "crash",
    "fork": "forbidden",
}
