"""rawgrad teaches deep learning from scratch in NumPy, by a specification and exercises."""

from typing import Any


def __getattr__(name: str) -> Any:
    """Look up `__version__`, which lies in a leaf so that nothing need import this package."""
    if name == "__version__":
        from rawgrad.kit.version import __version__

        return __version__
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def load_ipython_extension(shell: object) -> None:
    """Give a notebook `%%check` and `%rawgrad`: IPython calls this for `%load_ext rawgrad`."""
    from rawgrad.cli import main
    from rawgrad.learner.notebook.magics import load

    load(shell, main)
