"""How the files of `chaffs/` and `wheats/` say what they hold.

A chaff or wheat replaces one function of its exercise's solution; the rest of the module stays
as it is in `solutions`.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rawgrad.kit import Text

_specimens: defaultdict[str, list[Specimen]] = defaultdict(list)


@dataclass(frozen=True)
class Specimen:
    """One implementation kept as evidence.

    `function` is what it replaces: a function, or a method as `TwoLayerNet.gradient`. A chaff
    has a diagnosis and a question; `told_by` names the law or scenario that alone tells it.
    """

    id: str
    exercise: str
    function: str
    code: Callable[..., Any]
    right: bool
    diagnosis: Text | None = None
    think: Text | None = None
    told_by: str | None = None


def chaff(
    id: str,
    *,
    en: str,
    ko: str,
    think_en: str,
    think_ko: str,
    function: str | None = None,
    told_by: str | None = None,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Mark a wrong implementation: what it stands for, and a question to think about.

    The diagnosis continues the sentence "The results are identical to an implementation that …"
    in English; in Korean it is a whole noun phrase that ends in "구현".
    """
    return _keep(id, function, False, Text(en, ko), Text(think_en, think_ko), told_by)


def wheat(
    id: str, *, function: str | None = None
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Mark a right implementation written differently."""
    return _keep(id, function, True, None, None, None)


def _keep(
    id: str,
    function: str | None,
    right: bool,
    diagnosis: Text | None,
    think: Text | None,
    told_by: str | None,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def decorate(code: Callable[..., Any]) -> Callable[..., Any]:
        exercise = code.__module__.rpartition(".")[2]
        name = function or code.__name__
        specimen = Specimen(id, exercise, name, code, right, diagnosis, think, told_by)
        _specimens[code.__module__].append(specimen)
        return code

    return decorate


def read(kind: str, exercise: str) -> list[Specimen]:
    """Return the specimens of an exercise in order; `kind` is `chaffs` or `wheats`."""
    name = f"tests.evidence.{kind}.{exercise}"
    if importlib.util.find_spec(name) is None:
        return []
    importlib.import_module(name)
    return _specimens[name]
