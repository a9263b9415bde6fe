"""`rawgrad page` writes the exercises as a static folder, for any server of files.

Puts together the page's own files, what it tells of the exercises, the part of the kit that
examines them, and the addresses of the runtime. Nothing it writes is computed on a server.
"""

from __future__ import annotations

import base64
import hashlib
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rawgrad.grading.assess.version import FOLDER, closure, imports
from rawgrad.kit.errors import BrokenKit
from rawgrad.kit.files import plain_files
from rawgrad.kit.layout import Kit
from rawgrad.kit.text import LANGUAGES, Text
from rawgrad.kit.version import __version__
from rawgrad.learner.explain import explain
from rawgrad.learner.plots import PICTURES
from rawgrad.page import editor, runtime
from rawgrad.page.course import TITLE, course, fetched_later
from rawgrad.page.words import MESSAGES, PAGE
from rawgrad.release.pack import free, write, zipped
from rawgrad.release.selection import Files, kit_files, licence
from rawgrad.spec.specification import digest

SITE = Path(__file__).parent / "site"
ENTRIES = ("page.bridge", "datasets", *{f"learner.plots.{p.module}" for p in PICTURES.values()})
# Not kept by the service worker at once: what is large comes as it is needed, and solutions later.
LATER = ("runtime/", "data/", "solutions.json", "sw.js")
# Pyodide compiles WebAssembly; of text it makes no JavaScript for what runs here.
EVAL = "'wasm-unsafe-eval'"


def build(
    kit: Kit,
    names: Sequence[str],
    to: Path,
    *,
    place: str | None = None,
    language: str | None = None,
    solved: bool = False,
    title: Text = TITLE,
) -> None:
    """Write the page of some exercises into a new folder, whole or not at all.

    Parameters
    ----------
    names
        The exercises; those that they build on go along.
    place
        Where the runtime is: a folder, which is copied, or an address; by default the public CDN.
    language
        What the page begins in; by default what the reader's browser prefers.
    solved
        Whether each solution can be seen once its exercise passes.

    Raises
    ------
    BrokenKit
        If the folder is there already, or a file is missing.
    """
    if not free(to):
        raise BrokenKit(MESSAGES["not_free"].filled(path=to))
    if solved and kit.handed_out:
        raise BrokenKit(MESSAGES["no_solutions"])
    write(site_files(kit, names, place, language, solved, title), to)


def site_files(
    kit: Kit,
    names: Sequence[str],
    place: str | None,
    language: str | None,
    solved: bool,
    title: Text = TITLE,
) -> Files:
    """Return every file of the page, see `build`."""
    chosen = [name for name in kit.listed if name in _with_prerequisites(kit, names)]
    on_page = [name for name in chosen if not kit.listed[name].packages]
    part = kit_files(kit, on_page)
    data = fetched_later(part)
    files: Files = {f"data/{p}.bin": d for p, d in _by_name(data).items()}
    files["kit.zip"] = zipped(_inside(kit, {p: d for p, d in part.items() if p not in data}))
    files["course.json"] = _json(_course(kit, chosen, data, title))
    if solved:
        files["solutions.json"] = _json(_solutions(kit, on_page))
    is_folder = place is not None and "://" not in place
    if is_folder:
        folder = Path(str(place))
        files |= {f"runtime/{name}": content for name, content in runtime.copied(folder).items()}
        files |= {f"editor/{name}": content for name, content in _editor(folder).items()}
    core, packages = runtime.addresses("runtime/" if is_folder else place)
    files["lock.json"] = _json(runtime.lock("" if is_folder else packages))
    files["engine.json"] = _json(
        {
            "runtime": {"base": core, "files": runtime.first_files(core, packages, is_folder)},
            "lock": "lock.json",
            "kit": {"url": "kit.zip", "bytes": len(files["kit.zip"]), "stage": "kit"},
            "data": [
                {"file": name, "url": f"data/{name}.bin", "bytes": len(content)}
                for name, content in _by_name(data).items()
            ],
        }
    )
    for path in plain_files(SITE):
        files[path.relative_to(SITE).as_posix()] = path.read_bytes()
    files["LICENSE"] = licence(kit)
    origins = [] if is_folder else sorted({_origin(core), _origin(packages), _origin(editor.CDN)})
    modules = editor.import_map("./editor/" if is_folder else editor.CDN)
    files["index.html"] = _document(
        files["index.html"].decode(),
        modules,
        _config(core, language, solved),
        language or "en",
        origins,
    ).encode()
    kept = [name for name in sorted(files) if not name.startswith(LATER)]
    elsewhere = [] if is_folder else [*modules["imports"].values()]
    script = files["sw.js"].decode().replace("{{files}}", json.dumps(["./", *kept]))
    script = script.replace("{{modules}}", json.dumps(elsewhere))
    files["sw.js"] = script.replace("{{build}}", digest(files)).encode()
    return files


def _with_prerequisites(kit: Kit, names: Sequence[str]) -> set[str]:
    """Return exercises and all that they build on, also where a package of theirs is missing."""
    needed: set[str] = set()
    pending = list(names or kit.listed)
    while pending:
        name = pending.pop()
        if name not in needed:
            needed.add(name)
            pending += kit.listed[name].requires
    return needed


def _by_name(data: Files) -> Files:
    """Return data files by their place in the folder of data."""
    return {place.removeprefix("data/"): content for place, content in data.items()}


def _inside(kit: Kit, part: Files) -> Files:
    """Return what runs in the page: the modules that its bridge imports, and a part of the kit."""
    laws = [data for place, data in part.items() if place.endswith(".py")]
    own = [name for text in laws for name in imports(text)]
    inside = {f"rawgrad/_kit/{place}": data for place, data in part.items()}
    return {**closure(FOLDER, [*ENTRIES, *own]), **inside, "rawgrad/LICENSE": licence(kit)}


def _course(kit: Kit, names: Sequence[str], data: Files, title: Text) -> dict[str, Any]:
    """Tell the exercises from a kit as it is handed out."""
    with tempfile.TemporaryDirectory(prefix="rawgrad-") as folder:
        root = Path(folder) / "kit"
        write(kit_files(kit, names), root)
        return course(Kit(root), [kit.listed[name] for name in names], title, data)


def _solutions(kit: Kit, names: Sequence[str]) -> dict[str, Any]:
    return {
        name: {**{one: explain(kit, name, one) for one in LANGUAGES}, "others": []}
        for name in names
    }


def _editor(folder: Path) -> Files:
    packages = editor.folder(folder)
    with tempfile.TemporaryDirectory(prefix="rawgrad-") as copied:
        editor.copy(packages, Path(copied))
        return {
            path.relative_to(copied).as_posix(): path.read_bytes()
            for path in plain_files(Path(copied))
        }


def _config(core: str, language: str | None, solved: bool) -> dict[str, Any]:
    return {
        "runtime": core,
        "kit": "kit.zip",
        "data": "data/",
        "lang": language,
        "version": __version__,
        "solutions": solved,
        "words": {one: {key: text.in_(one) for key, text in PAGE.items()} for one in LANGUAGES},
    }


def _document(
    template: str, import_map: Any, config: Any, language: str, origins: Sequence[str]
) -> str:
    """Fill in the page's one document; its import map stands in it by its hash."""
    text = json.dumps(import_map, indent=1)
    digest_ = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    elsewhere = "".join(f" {origin}" for origin in origins)
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' blob: 'sha256-{digest_}' {EVAL}{elsewhere}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' blob: data:",
            f"connect-src 'self'{elsewhere}",
            "worker-src 'self' blob:",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    told = json.dumps(config, ensure_ascii=False).replace("<", "\\u003c")
    filled = template.replace("{{policy}}", policy).replace("{{lang}}", language)
    return filled.replace("{{importmap}}", text).replace("{{config}}", told)


def _origin(address: str) -> str:
    scheme, _, rest = address.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}"


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
