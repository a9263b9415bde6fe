"""rawgrad: deep learning from scratch in NumPy, as a specification and exercises."""

__version__ = "0.1.0"


def load_ipython_extension(shell: object) -> None:
    """Give a notebook `%%check` and `%rawgrad`: IPython calls this for `%load_ext rawgrad`."""
    from .notebooks.magics import load

    load(shell)
