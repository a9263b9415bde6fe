"""Packages beside NumPy: what belongs to one, and that a worker reaches nothing beside them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from rawgrad.kit.layout import Kit
from rawgrad.subject.confined import sandbox
from rawgrad.subject.confined.limits import Limits
from rawgrad.subject.confined.zygote import NotConfined, Zygote, ZygoteFailed
from rawgrad.subject.packages import places

# Distributions, with what each requires and the files it has: `kit` is nobody's requirement.
INSTALLED = {
    "alpha": (
        ["beta (>=1.0)", "absent; platform_system == 'Windows'", 'kit; extra == "all"'],
        {
            "alpha/__init__.py": "import beta, space.one\nVALUE = beta.VALUE + space.one.VALUE",
            "alpha/late.py": "VALUE = 7",
            "alpha.libs/lib.txt": "",
            "space/one/__init__.py": "VALUE = 1",
            "../../bin/alpha": "",
        },
    ),
    "beta": (["alpha"], {"beta.py": "VALUE = 2", "__pycache__/beta.pyc": "", "beta.pth": ""}),
    "kit": ([], {"kit/__init__.py": "VALUE = 3", "space/two/__init__.py": "", "solutions.py": ""}),
}
CODE = """
def imported():
    found = []
    for name in ("kit", "space.two", "solutions"):
        try:
            found.append(__import__(name).__name__)
        except ImportError:
            pass
    return found

def opened(folder):
    found = []
    for name in ("kit/__init__.py", "space/two/__init__.py", "solutions.py", "."):
        try:
            found.append(open(f"{folder}/{name}").read())
        except OSError:
            pass
    return found

def inside(folder):
    import alpha, alpha.late, beta, space.one
    return [alpha.VALUE, alpha.late.VALUE, beta.VALUE, open(f"{folder}/alpha/late.py").read()]

def grown():
    import numpy as np
    return len(np.ones(10**9))
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder of installed distributions, where packages are looked for."""
    site = tmp_path_factory.mktemp("lib") / "site" / "packages"
    for name, (required, files) in INSTALLED.items():
        for place, text in files.items():
            path = site / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        about = site / f"{name}-1.0.dist-info"
        about.mkdir()
        needs = "".join(f"Requires-Dist: {one}\n" for one in required)
        (about / "METADATA").write_text(f"Name: {name}\nVersion: 1.0\n{needs}", encoding="utf-8")
        places = (*files, f"{about.name}/METADATA")
        (about / "RECORD").write_text("".join(f"{p},,\n" for p in places), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "path", [*sys.path, str(site)])
        yield site


def test_a_package_is_its_own_files_and_those_it_depends_on(site: Path) -> None:
    found = {
        name: Path(path).relative_to(site).as_posix() for name, path in places(["alpha"]).items()
    }
    assert found == {
        "alpha": "alpha",
        "alpha.libs": "alpha.libs",
        "beta": "beta.py",
        "space.one": "space/one",
    }
    assert places(["absent"]) == {}


@pytest.mark.parametrize("isolation", ["confined", "process"])
def test_a_worker_has_them_and_nothing_beside_them(
    kit: Kit, site: Path, tmp_path: Path, isolation: str
) -> None:
    (tmp_path / "code.py").write_text(CODE, encoding="utf-8")
    limits = Limits(memory=256 << 20)
    try:
        with Zygote(kit.data, isolation, limits, packages=["alpha"]) as zygote:
            assert "alpha" in zygote.modules
            subject = zygote.subject(tmp_path)
            inside = subject.call("code", "inside", str(site))
            assert inside.value == [3, 7, 2, "VALUE = 7"], inside
            assert subject.call("code", "imported").value == []
            if isolation == "confined":
                assert subject.call("code", "opened", str(site)).value == []
            trouble = subject.call("code", "grown").trouble
            assert trouble is not None
            assert "MemoryError" in trouble.kinds
            subject.close()
    except NotConfined as reason:
        if sandbox.available() and sandbox.landlock_version():
            raise
        pytest.skip(str(reason))


def test_a_package_that_cannot_be_loaded_is_named(kit: Kit) -> None:
    with pytest.raises(ZygoteFailed, match="No module named 'absent'"):
        Zygote(kit.data, "process", packages=["absent"]).__enter__()
