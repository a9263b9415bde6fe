"""`rawgrad new` writes every file of a new exercise, ready to be filled in.

Writes them all or none, and over none that is there.
"""

from __future__ import annotations

import contextlib
import keyword
import re
from collections.abc import Iterator
from pathlib import Path

from rawgrad.authoring import skeleton
from rawgrad.authoring.words import SENTENCES
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.files import write_text
from rawgrad.kit.layout import Kit, find_kit
from rawgrad.kit.os_errors import os_text
from rawgrad.spec.stubs import all_stubs


def own_kit(language: str) -> Kit:
    """Return the kit that an author may write to: the clone this command belongs to.

    Raises
    ------
    BrokenKit
        If this is an installed package, or the current folder lies in a clone other than its own:
        what was written there, no other command would see.
    """
    kit, here = find_kit(), Path.cwd().resolve()
    around = next((f for f in (here, *here.parents) if (f / skeleton.MANIFEST).is_file()), kit.root)
    if around.resolve() != kit.root.resolve():
        raise _cannot_write("other_clone", here=around, package=kit.root)
    if kit.root.name == "_kit":
        raise _cannot_write("installed", package=kit.root.parent)
    return kit


def new(kit: Kit, name: str, language: str) -> Iterator[str]:
    """Write a new exercise as the last of the kit; yield a line for each file, then what is next.

    Raises
    ------
    BrokenKit
        If the name is none for an exercise, a file is there already, or one cannot be written.
    """
    name = name.removesuffix(".py")
    if not re.fullmatch("[a-z][a-z0-9_]*", name) or keyword.iskeyword(name):
        raise _cannot_write("name", name=name)
    if name in kit.listed:
        raise _cannot_write("taken", name=name)
    stub = skeleton.STUB.format(name=name)
    texts = skeleton.begun(name)
    for place in (*texts, stub):
        if (kit.root / place).exists():
            raise _cannot_write("there", path=kit.root / place)
    written: list[Path] = []
    manifest = kit.root / skeleton.MANIFEST
    before = manifest.read_text(encoding="utf-8")
    try:
        for place, text in texts.items():
            written.append(kit.root / place)
            write_text(kit.root / place, text)
        write_text(manifest, before.rstrip("\n") + "\n" + skeleton.filled("entry", name))
        written.append(kit.root / stub)
        write_text(kit.root / stub, all_stubs(Kit(kit.root))[f"{name}.py"])
    except (OSError, BrokenKit) as error:
        for path in written:
            path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            write_text(manifest, before)
        said = error.said if isinstance(error, BrokenKit) else os_text(error).at(error.filename)
        raise _cannot_write("unwritable", reason=said) from None
    yield from texts
    yield stub
    yield skeleton.MANIFEST
    yield ""
    number = Kit(kit.root).listed[name].number
    yield SENTENCES["next"].in_(language).format(name=name, number=number)


def _cannot_write(key: str, **facts: object) -> BrokenKit:
    return BrokenKit(SENTENCES[key].filled(**facts))
