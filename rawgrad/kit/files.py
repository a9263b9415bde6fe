"""Files are read with errors that name the place, and written whole or not at all."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.os_errors import os_error
from rawgrad.kit.text import Text
from rawgrad.kit.words import KIT


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file; raise `BrokenKit` with the file and line if it cannot be read."""
    import tomllib  # here, since most of a command's own import would be spent on it

    try:
        # Editors on Windows begin a file with a byte order mark.
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise os_error(error, path) from None
    except ValueError as error:
        sentence = "not_utf_8" if isinstance(error, UnicodeDecodeError) else "toml"
        raise BrokenKit(KIT[sentence].filled(path=path, error=error)) from None


def import_file(path: Path, name: str) -> ModuleType:
    """Import a Python file of the kit under a name; raise `BrokenKit` with the line if it fails."""
    import importlib.util

    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        line, said = _error_line(error, path), f"{type(error).__name__}: {error}"
        raise BrokenKit(KIT["raises"].filled(path=path, line=line, error=said)) from None
    return module


def _error_line(error: Exception, path: Path) -> int:
    """Return the line of a file that an error comes from; 1 if it is not known."""
    if isinstance(error, SyntaxError) and error.filename == str(path):
        return error.lineno or 1
    line, trace = 1, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == str(path):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


@contextlib.contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Lend the temporary name of a file or folder to be, and rename it at the end.

    Where the writing fails nothing is left, and what was there before stays.
    """
    part = path.with_name(path.name + ".part")
    try:
        yield part
        part.replace(path)
    except OSError as error:
        # A full disk names no file, and nobody knows the temporary one.
        raise OSError(error.errno, error.strerror, str(path)) from None
    finally:
        with contextlib.suppress(OSError):
            if part.is_dir():
                import shutil

                shutil.rmtree(part)
            else:
                part.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all, its folder too."""
    with whole(path) as part:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, encoding="utf-8", newline="\n")


def plain_files(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder that somebody wrote, in order: no caches, nothing hidden."""
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        aside = any(part == "__pycache__" or part.startswith(".") for part in parts)
        if path.is_file() and not aside and path.suffix not in (".pyc", ".part"):
            yield path


def to_toml(value: Any) -> str:
    """Return a value of strings, numbers, lists and tables. Its strings are those of JSON."""
    if isinstance(value, Text):
        value = value._asdict()
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {to_toml(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(to_toml(item) for item in value) + "]"
    # TOML does not allow DEL as it is, and JSON does.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
