"""`rawgrad release` hands out an assignment.

Puts together what goes out, three ways: to learners, to Gradescope, to learners with a workflow
for GitHub. What of the kit goes along `selection` knows, how it is written `pack` does.
"""

from __future__ import annotations

import argparse

from rawgrad.kit.course import Assignment, find_course
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.language import shown
from rawgrad.kit.layout import Kit
from rawgrad.kit.os_errors import os_error
from rawgrad.kit.version import __version__
from rawgrad.release import gradescope, workflow
from rawgrad.release.learner_folder import files as folder_files
from rawgrad.release.pack import free, wheel, write
from rawgrad.release.readme import read_me
from rawgrad.release.selection import NEEDS, Files, kit_files, licence, package_files
from rawgrad.release.words import MESSAGES

# What a release has of its own: some of the exercises, and another page to begin with.
OWN = ("exercises/", "README")
IGNORED = b".venv/\n__pycache__/\n"


def command(kit: Kit, asked: argparse.Namespace, language: str) -> int:
    """Carry out `rawgrad release` as the command line asked for it."""
    spoken = shown(language)

    def say(key: str, **facts: object) -> str:
        return MESSAGES[key].in_(spoken).format(**facts)

    course = find_course(kit)
    if course is None:
        raise BrokenKit(MESSAGES["no_course"].filled(example=kit.example_course))
    assignment = course.assignment(asked.assignment)
    if asked.github and not asked.package:
        raise BrokenKit(MESSAGES["no_package"])
    if asked.package and "://" not in asked.package:
        raise BrokenKit(MESSAGES["no_address"].filled(address=asked.package))
    if not free(asked.to):
        raise BrokenKit(MESSAGES["not_free"].filled(path=asked.to))
    top, lines = assignment.name, [say("done", path=asked.to)]
    if asked.gradescope:
        # Gradescope looks for its two scripts at the root.
        files, top = gradescope.autograder(kit, assignment, asked.seed, asked.marks_unprotected), ""
        lines.append(say("gradescope"))
    elif asked.github:
        files, name = for_github(kit, assignment, asked.package, language)
        lines.append(say("github", wheel=name, address=asked.package))
    else:
        files = for_learners(kit, assignment, language=language)
        lines.append(say("learners"))
    try:
        write(files, asked.to, top)
    except OSError as error:
        raise os_error(error, asked.to) from None
    print("\n".join(lines))
    return 0


def for_learners(
    kit: Kit, assignment: Assignment, practice: bool = False, language: str = "en"
) -> Files:
    """Return the folder a learner works in: the stubs, and beside them all that checks them.

    Parameters
    ----------
    practice
        Whether a workflow checks what is pushed.
    language
        What the stubs are written in.
    """
    names = kit.built_on(assignment.exercises)
    part = kit_files(kit, names)
    needs = [*NEEDS, *kit.packages(names)]
    settings = folder_files(kit, language)
    mine = {place for place in part if place.startswith("exercises/")}
    return {
        **_tool(kit, part),
        **{p: t.encode() for p, t in settings.items() if p in mine or not p.startswith(OWN)},
        "README.md": read_me(kit, assignment, "en", needs, practice).encode(),
        "README.ko.md": read_me(kit, assignment, "ko", needs, practice).encode(),
    }


def for_github(
    kit: Kit, assignment: Assignment, address: str, language: str = "en"
) -> tuple[Files, str]:
    """Return a repository for learners with the package that its workflow takes, and its name."""
    version = f"{__version__}+{workflow.label(assignment.name)}"
    names = kit.built_on(assignment.exercises)
    more = kit.packages(names)
    tool = _tool(kit, kit_files(kit, names))
    package = wheel(tool, "rawgrad", version, licence(kit), [*NEEDS, *more])
    name = f"rawgrad-{version}-py3-none-any.whl"
    repository = {
        **for_learners(kit, assignment, practice=True, language=language),
        ".gitignore": IGNORED,
        workflow.PLACE: workflow.text(assignment, address, name, package, more).encode(),
    }
    files = {f"repository/{place}": data for place, data in repository.items()}
    return {**files, name: package}, name


def _tool(kit: Kit, part: Files) -> Files:
    """Return the package `rawgrad` with a part of the kit inside."""
    inside = {f"rawgrad/_kit/{place}": data for place, data in part.items()}
    return {**package_files(), **inside, "rawgrad/LICENSE": licence(kit)}
