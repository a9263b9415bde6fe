"""The learner's language is chosen, remembered, or taken from the system.

Knows where the choice is kept and whether the console can show it, and nothing of what is said.
"""

from __future__ import annotations

import contextlib
import functools
import os
import sys
from pathlib import Path

from rawgrad.kit.files import write_text
from rawgrad.kit.text import LANGUAGES


def settings_file() -> Path:
    """Return where the choice is remembered."""
    if sys.platform == "win32":
        base = os.environ.get("APPDATA") or str(Path.home())
    else:
        base = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(base) / "rawgrad" / "language"


# Any Korean letter: an encoding has all of them or none.
LETTER = "가"
REMEDY = "chcp 65001, then set PYTHONUTF8=1" if sys.platform == "win32" else "export PYTHONUTF8=1"


def choose(chosen: str | None) -> str:
    """Return the language to speak here: what is preferred, English if that cannot be shown."""
    return shown(preferred(chosen))


def shown(language: str) -> str:
    """Return a language if this console can show it; say once that it cannot, and go on in English.

    What is written into files does not depend on the console.
    """
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        LETTER.encode(encoding if language == "ko" else "utf-8")
    except UnicodeEncodeError:
        _say_what_helps(encoding)
        return "en"
    return language


@functools.cache
def _say_what_helps(encoding: str) -> None:
    print(
        f"rawgrad: this console ({encoding}) cannot show Korean, so this is English; "
        f"what helps: {REMEDY}",
        file=sys.stderr,
    )


def preferred(chosen: str | None) -> str:
    """Return the language that is preferred, and remember one that was chosen.

    A choice comes first, then the environment's RAWGRAD_LANG, then what was chosen before, then
    the system's locale.
    """
    if chosen is not None:
        _remember(chosen)
        return chosen
    for found in (os.environ.get("RAWGRAD_LANG", ""), _remembered()):
        if found in LANGUAGES:
            return found
    return "ko" if _system().lower().startswith("ko") else "en"


def _remember(language: str) -> None:
    # A home that cannot be written to forgets; the choice still holds for this run.
    with contextlib.suppress(OSError, RuntimeError):
        write_text(settings_file(), language)


def _remembered() -> str:
    try:
        return settings_file().read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError, RuntimeError):
        return ""  # There may not even be a home: pathlib raises `RuntimeError` then.


def _system() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return os.environ[name]
    import locale

    # On Windows the name is "Korean_Korea"; it starts with "ko" all the same.
    return locale.getlocale()[0] or ""
