"""Files by place are packed as a folder, a zip file or a wheel: whole or not at all.

The same files give the same bytes, whenever and wherever the same Python packs them.
"""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from pathlib import Path

from rawgrad.kit.files import whole
from rawgrad.release.selection import Files

# The first day that a zip file can name.
_DAY = (1980, 1, 1, 0, 0, 0)


def write(files: Files, to: Path, top: str = "") -> None:
    """Write files into a new folder, or into a zip file if the name says so.

    Parameters
    ----------
    top
        The folder that a zip file unpacks into.

    Raises
    ------
    OSError
        If it cannot be written; then nothing is left.
    """
    with whole(to) as part:
        to.parent.mkdir(parents=True, exist_ok=True)
        if to.suffix.lower() == ".zip":
            folder = f"{top}/" if top else ""
            part.write_bytes(zipped({f"{folder}{place}": data for place, data in files.items()}))
        else:
            for place, data in files.items():
                path = part / place
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
                path.chmod(_mode(data))
            if to.is_dir():
                to.rmdir()  # an empty one: `free` has looked


def free(to: Path) -> bool:
    """Tell whether nothing lies where a release shall be written, or an empty folder."""
    return not to.exists() or (to.is_dir() and not any(to.iterdir()))


def zipped(files: Files) -> bytes:
    """Return a zip file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, data in sorted(files.items()):
            entry = zipfile.ZipInfo(place, _DAY)
            entry.create_system = 3  # Unix, wherever it is packed: the mode counts
            entry.external_attr = (0o100000 | _mode(data)) << 16
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def wheel(files: Files, name: str, version: str, licence: bytes, needs: list[str]) -> bytes:
    """Return a pure-Python wheel of the given files."""
    info = f"{name}-{version}.dist-info"
    metadata = [
        "Metadata-Version: 2.4",
        f"Name: {name}",
        f"Version: {version}",
        "Summary: An assignment of rawgrad, without its solutions",
        "License-File: LICENSE",
        "Requires-Python: >=3.11",
        *(f"Requires-Dist: {need}" for need in needs),
    ]
    tags = [
        "Wheel-Version: 1.0",
        "Generator: rawgrad",
        "Root-Is-Purelib: true",
        "Tag: py3-none-any",
    ]
    files = {
        **files,
        f"{info}/METADATA": _joined_lines(metadata),
        f"{info}/WHEEL": _joined_lines(tags),
        f"{info}/entry_points.txt": _joined_lines(
            ["[console_scripts]", "rawgrad = rawgrad.cli:main"]
        ),
        f"{info}/licenses/LICENSE": licence,
    }
    rows = [f"{place},{_record_digest(data)},{len(data)}" for place, data in sorted(files.items())]
    return zipped({**files, f"{info}/RECORD": _joined_lines([*rows, f"{info}/RECORD,,"])})


def _joined_lines(lines: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _record_digest(data: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")
    return f"sha256={digest}"


def _mode(data: bytes) -> int:
    """Return the mode of a file: what begins as a script can be run."""
    return 0o755 if data.startswith(b"#!") else 0o644
