"""Computes the version of what decides a mark: the grader's own modules and the specification.

The modules are those that grading one submission imports, found by reading their imports, never
by a list kept by hand. Where one of them changes, or a file that is graded by, every submission
is graded anew; where anything else does, none is.
"""

from __future__ import annotations

import importlib.metadata
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from rawgrad.spec.specification import Specification, digest, unix_lines

PACKAGE = "rawgrad"
FOLDER = Path(__file__).resolve().parents[2]
# What grades one submission, what its worker is started with by name, and what a submission may
# import of ours.
ENTRIES = ("grading.run.grader", "subject.confined.worker", "datasets")

# An import statement, inside a function or not. Written text that looks like one only adds to
# what is found; to parse seventy files would take longer than to grade a submission.
_IMPORT = re.compile(
    rb"^[ \t]*(?:from[ \t]+(?:rawgrad\b\.?|(\.+))([\w.]*)[ \t]+import[ \t]*(\([^)]*\)|[^\n;]*)"
    rb"|import[ \t]+([^\n;]*))",
    re.MULTILINE,
)
_COMMENT = re.compile(rb"#[^\n]*")
_NAME = re.compile(rb"(\w+)(?:[ \t]+as[ \t]+\w+)?")
_MODULE = re.compile(rb"\brawgrad\.([\w.]+)")


def version(specification: Specification) -> str:
    """Return a hash of all that decides a mark."""
    files = specification.files()
    texts = {f"stubs/{name}": text for name, text in specification.stubs.items()}
    texts |= {f"solutions/{name}": text for name, text in specification.reference().items()}
    files |= {place: text.encode() for place, text in texts.items()}
    own = [name for place, data in files.items() if place.endswith(".py") for name in imports(data)]
    sums = specification.kit.data / "SHA256SUMS"
    if sums.is_file():
        files["data/SHA256SUMS"] = unix_lines(sums.read_bytes(), ".txt")
    for package, number in package_versions(specification).items():
        files[f"packages/{package}"] = number.encode()
    return digest(files | closure(FOLDER, [*ENTRIES, *own]))


def package_versions(specification: Specification) -> dict[str, str]:
    """Return which versions of packages beside NumPy the exercises of a run are graded with."""
    needed = specification.kit.packages(specification.names)
    return {package: importlib.metadata.version(package) for package in needed}


def closure(folder: Path, entries: Iterable[str]) -> dict[str, bytes]:
    """Return the modules that are imported, directly or not, where these are: contents by place.

    Parameters
    ----------
    folder
        The package's own folder.
    entries
        Names within the package, of modules or of what stands in one.
    """
    found: dict[str, bytes] = {}
    pending = list(entries)
    known: set[str] = set()
    while pending:
        name = pending.pop()
        if name in known:
            continue
        known.add(name)
        parent = name.rpartition(".")[0]
        if name:
            # To import a module runs the packages it lies in; what stands in one is no file.
            pending.append(parent)
        path = _file(folder, name)
        if path is None:
            continue
        data = path.read_bytes()
        found[f"{PACKAGE}/{path.relative_to(folder).as_posix()}"] = unix_lines(data, ".py")
        if name:
            # What the root imports late is for a notebook, and nothing imports the root.
            pending += imports(data, name if path.name == "__init__.py" else parent)
    return found


def imports(source: bytes, package: str | None = None) -> Iterator[str]:
    """Yield what a source text may import of rawgrad, by names within it.

    `package` is where the text lies itself, if it does: what a relative import begins at.
    """
    for dots, within, names, modules in _IMPORT.findall(source):
        yield from (module.decode() for module in _MODULE.findall(modules))
        if not names or (dots and package is None):
            continue
        module = within.decode()
        if dots:
            above = (package or "").split(".")
            module = ".".join([*above[: len(above) - len(dots) + 1], *([module] if module else [])])
        yield module
        for name in _NAME.findall(_COMMENT.sub(b"", names)):
            yield f"{module}.{name.decode()}".lstrip(".")


def _file(folder: Path, name: str) -> Path | None:
    """Return the file of a module or package, None for what is neither."""
    path = folder.joinpath(*name.split("."))
    files = (
        (path.with_name(f"{path.name}.py"), path / "__init__.py")
        if name
        else (path / "__init__.py",)
    )
    return next((file for file in files if file.is_file()), None)
