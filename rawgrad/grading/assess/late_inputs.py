"""Late inputs are files that come within a submission's reach when all that is shown is sealed.

Hidden inputs and twins' files lie in a folder that a worker may read from its start, and that is
empty then: Landlock cannot be widened. They are written into it when the hidden items' turn comes,
and taken away when the submission is done.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from rawgrad.grading.words import MESSAGES
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.files import import_file
from rawgrad.spec.case import Case, Input
from rawgrad.spec.specification import Specification

Maker = Callable[[Path, Path, np.random.Generator], None]


class LateInputs:
    """The late inputs of one grading process.

    Parameters
    ----------
    specification
        Whose hidden inputs they are, and whose files twins' are made after.
    folder
        Where they are put in time; made anew, empty.
    """

    def __init__(self, specification: Specification, folder: Path) -> None:
        self.folder = folder
        self._specification = specification
        self._files: dict[str, bytes] = {}
        folder.mkdir(exist_ok=True)
        # The worker runs as somebody else, who may read this folder.
        folder.chmod(0o755)
        if specification.hidden is not None:
            self._take(specification.hidden / "inputs")

    def make(self, cases: Iterable[Case]) -> None:
        """Make the files of twins, within reach at once: only the reference runs then."""
        for value in (value for case in cases for value in _made(case)):
            target = self.folder / value.name
            places = (folder / value.source for folder in self._sources())
            source = next(filter(Path.exists, places), None)
            if source is not None and not target.exists():
                self._maker(value.maker)(source, target, np.random.default_rng(value.seed))
                _open_to_all(target)

    def keep(self, twins: Mapping[str, Sequence[Case]]) -> None:
        """Keep the files of these twins alone, for whoever is graded from now on."""
        names = {value.name for cases in twins.values() for case in cases for value in _made(case)}
        for path in self.folder.iterdir():
            if path.name in names:
                self._take(path, path.name)
        self.conceal()

    @contextlib.contextmanager
    def revealed(self) -> Iterator[None]:
        """Put the files within reach, and take them away again."""
        try:
            for place, data in self._files.items():
                path = self.folder / place
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            for path in self.folder.iterdir():
                _open_to_all(path)
            yield
        finally:
            self.conceal()

    def conceal(self) -> None:
        """Empty the folder."""
        for path in self.folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()

    def _take(self, root: Path, name: str = "") -> None:
        for path in [root] if root.is_file() else root.rglob("*"):
            if path.is_file():
                self._files[(Path(name) / path.relative_to(root)).as_posix()] = path.read_bytes()

    def _sources(self) -> Iterator[Path]:
        yield self._specification.kit.spec / "inputs"
        if self._specification.hidden is not None:
            yield self._specification.hidden / "inputs"

    def _maker(self, name: str) -> Maker:
        for root in filter(None, (self._specification.hidden, self._specification.kit.spec)):
            path = root / "twin_files.py"
            found = path.is_file() and getattr(import_file(path, path.stem), name, None)
            if found:
                return found
        raise BrokenKit(MESSAGES["no_maker"].filled(name=name))


def _made(case: Case) -> list[Input]:
    """Return the files of a twin that are to be made."""
    values = (*case.args, *case.kwargs.values())
    return [value for value in values if isinstance(value, Input) and value.maker]


def _open_to_all(path: Path) -> None:
    for one in [path, *path.rglob("*")]:
        one.chmod(0o755 if one.is_dir() else 0o644)
