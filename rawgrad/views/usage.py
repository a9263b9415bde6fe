"""Wrong usage is said in Korean too: argparse itself has English alone."""

from __future__ import annotations

import argparse
import re
import sys
from itertools import pairwise
from typing import NoReturn

from rawgrad.kit import language
from rawgrad.kit.text import LANGUAGES

# Each of argparse's sentences, and the Korean with its parts in their places.
_KOREAN = (
    (
        r"argument (?P<name>.+?): invalid choice: (?P<got>.+?) \(choose from (?P<known>.+)\)",
        "{name}: 쓸 수 없는 값입니다({got}). 다음 가운데 고르십시오: {known}",
    ),
    (
        r"argument (?P<name>.+?): invalid (?P<kind>.+?) value: (?P<got>.+)",
        "{name}: {kind} 값이 아닙니다: {got}",
    ),
    (r"argument (?P<name>.+?): expected .*", "{name}: 값을 써 주십시오"),
    (
        r"argument (?P<name>.+?): not allowed with argument (?P<other>.+)",
        "{name}: {other} 옵션과 함께 쓸 수 없습니다",
    ),
    (
        r"argument (?P<name>.+?): ignored explicit argument (?P<got>.+)",
        "{name}: 값을 받지 않는 옵션입니다({got})",
    ),
    (
        r"ambiguous option: (?P<name>.+?) could match (?P<known>.+)",
        "{name}: 어느 옵션인지 알 수 없습니다. 다음 가운데 고르십시오: {known}",
    ),
    (r"the following arguments are required: (?P<name>.+)", "빠진 인자가 있습니다: {name}"),
    (r"unrecognized arguments: (?P<name>.+)", "알 수 없는 인자입니다: {name}"),
)


class UsageParser(argparse.ArgumentParser):
    """A parser that says in the learner's language what is wrong with a command."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and exit with 2."""
        # The command line cannot be read, so its language is looked for.
        asked = (
            b for a, b in pairwise(" ".join(sys.argv).replace("=", " ").split()) if a == "--lang"
        )
        if language.choose(next((one for one in asked if one in LANGUAGES), None)) == "ko":
            self.print_usage(sys.stderr)
            self.exit(2, f"{self.prog}: 오류: {korean(message)}\n")
        super().error(message)


def korean(message: str) -> str:
    """Return an error of argparse in Korean; a sentence that is not known stays as it is."""
    for pattern, text in _KOREAN:
        if found := re.fullmatch(pattern, message):
            return text.format(**found.groupdict())
    return message
