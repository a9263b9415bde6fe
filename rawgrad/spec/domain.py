"""A domain says of a parameter what else could stand where a case has its argument.

`spec_tests/domains/NAME.toml` has a table for each function, whose entries are its parameters in
their order. An aspect whose cases are of a narrower kind has a table of its own, `FUNCTION/ASPECT`.
`docs/authoring.md` lists the forms; what is drawn by them is `twins`' concern.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.files import read_toml
from rawgrad.spec.case import Case, Object, Use
from rawgrad.spec.words import SPECIFICATION

# Alone; and those that name another parameter, or a function of `twin_files.py`.
PLAIN = (
    "real", "signed", "elements", "quarters", "probability", "powers", "distribution", "uniform",
    "classes", "binary", "shuffled", "multiple", "size", "choice", "seed", "object",
)  # fmt: skip
NAMING = ("along", "label", "sigmoid", "rows", "file")


class Domain(NamedTuple):
    """A form, and what it names: `{ label = "y" }`."""

    form: str
    of: str = ""


# The parameters of one function, in their order.
Parameters = Mapping[str, Domain]


def read_domains(path: Path) -> dict[str, Parameters]:
    """Return the domains of an exercise's functions; none where there is no such file."""
    if not path.is_file():
        return {}
    found: dict[str, Parameters] = {}
    for function, table in read_toml(path).items():
        at = f"domains/{path.name}, {function}"
        if not isinstance(table, dict):
            raise BrokenKit(SPECIFICATION["no_domains"].filled(at=at))
        found[function] = {name: _domain(node, f"{at}, {name}") for name, node in table.items()}
        for name, domain in found[function].items():
            if domain.form != "file" and domain.of and domain.of not in found[function]:
                said = SPECIFICATION["no_parameter"].filled(at=f"{at}, {name}", name=domain.of)
                raise BrokenKit(said)
    return found


def _domain(node: Any, at: str) -> Domain:
    if isinstance(node, str) and node in PLAIN:
        return Domain(node)
    if isinstance(node, dict) and len(node) == 1:
        ((form, of),) = node.items()
        if form in NAMING and isinstance(of, str):
            return Domain(form, of)
    forms = [*PLAIN, *(f'{{ {form} = "…" }}' for form in NAMING)]
    said = SPECIFICATION["no_domain"]
    raise BrokenKit(said.filled(at=at, given=repr(node), forms=", ".join(forms)))


def parameters_of(domains: Mapping[str, Parameters], function: str, aspect: str) -> Parameters:
    """Return the domains of a function, as the cases of one of its aspects have them."""
    return domains.get(f"{function}/{aspect}") or domains.get(function, {})


def undeclared(
    args: tuple[Any, ...], kwargs: Mapping[str, Any], parameters: Parameters
) -> list[str]:
    """Return the arguments of a call, by position or name, for which no domain is declared."""
    missing = [str(number + 1) for number in range(len(parameters), len(args))]
    return missing + [name for name in kwargs if name not in parameters]


def bound(
    args: tuple[Any, ...], kwargs: Mapping[str, Any], parameters: Parameters
) -> dict[str, Any]:
    """Return the arguments of a call by the names of their parameters."""
    return {**dict(zip(parameters, args, strict=False)), **kwargs}


def used(case: Case, objects: Mapping[str, Object]) -> dict[str, Object]:
    """Return the recipes of the objects that a case's arguments use."""
    values = (*case.args, *case.kwargs.values())
    return {value.name: objects[value.name] for value in values if isinstance(value, Use)}
