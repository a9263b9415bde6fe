"""Write `trace.md` from `trace.toml`: where each statement of the documents is held.

`python docs/make_trace.py` writes it, `--check` fails if it is not up to date.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
STATUSES = {
    "held": "exactly",
    "bounded": "within a bound",
    "unheld": "not held",
    "numpy": "NumPy's own",
    "timing": "timing",
    "wrong": "**wrong**",
}


def main(arguments: list[str]) -> int:
    """Write the table, or with `--check` compare it."""
    rows = tomllib.loads((HERE / "trace.toml").read_text(encoding="utf-8"))
    text = table(rows)
    path = HERE / "trace.md"
    if "--check" in arguments:
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            return 0
        print(f"{path}: not up to date; run python docs/make_trace.py", file=sys.stderr)
        return 1
    part = path.with_suffix(".part")
    part.write_text(text, encoding="utf-8", newline="\n")
    part.replace(path)
    return 0


def table(trace: dict[str, Any]) -> str:
    """Return the whole page."""
    rows = trace["row"]
    counts = {name: sum(row["status"] == name for row in rows) for name in STATUSES}
    said = ", ".join(f"{STATUSES[name]} {count}" for name, count in counts.items() if count)
    lines = [
        "# From the documents to the specification",
        "",
        "<!-- Written by docs/make_trace.py from docs/trace.toml. -->",
        "",
        f"Every number, array, shape and claim of the five documents, in their order: {len(rows)}",
        f"rows ({said}).",
        "",
        "An entry of *held by* is a case (`softmax-7c2e`), a prediction (`softmax-p1`), or a law",
        "or scenario (`softmax/rows_sum_to_one`); each stands in `spec_tests/` under its exercise.",
        "*Exactly*: the numbers of the row stand in what holds it. *Within a bound*: the note",
        "states it, and the run that checks it where that is no item of the specification (`tox",
        "-e frameworks` with RAWGRAD_DATA). *Not held*: the note says why. *NumPy's own* is what",
        "no learner's function has a part in; *timing* depends on the machine; *wrong* is",
        "explained at the end. A test opens each row's items and finds its numbers there, or its",
        "bound's. What `keras_mnist` and `torch_mnist` hold is checked where Keras and PyTorch",
        "are installed.",
        "",
    ]
    for document in trace["document"]:
        own = [row for row in rows if row["document"] == document["name"]]
        lines += [
            f"## {document['name']}: {document['title']}",
            "",
            "| where | says | held | by | note |",
            "|---|---|---|---|---|",
            *(_line(row) for row in own),
            "",
            f"Left out: {document['left_out']}",
            "",
        ]
    lines += ["## What the documents get wrong", ""]
    lines += [_fault(row) for row in rows if row["status"] == "wrong"]
    return "\n".join(lines) + "\n"


def _fault(row: dict[str, Any]) -> str:
    line = f"- **{row['document']}, {row['place']}**: {row['says']}. *No:* {row['note']}"
    told = ", ".join(f"`{name}`" for name in row["held_by"])
    return f"{line} Told by {told}." if told else line


def _line(row: dict[str, Any]) -> str:
    held = ", ".join(f"`{name}`" for name in row["held_by"])
    bound = f"Bound: {row['bound']}." if "bound" in row else ""
    run = f"Checked by `{row['run']}`." if "run" in row else ""
    note = " ".join(part for part in (bound, run, row.get("note", "")) if part)
    cells = (row["place"], row["says"], STATUSES[row["status"]], held, note)
    return "| " + " | ".join(cell.replace("|", r"\|").replace("\n", " ") for cell in cells) + " |"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
