"""`python -m rawgrad` runs the command line."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - a clone can be run by any Python
    raise SystemExit(
        "rawgrad needs Python 3.11 or newer / Python 3.11 이상이 필요합니다: "
        + sys.version.split()[0]
    )

from rawgrad.cli import main

raise SystemExit(main())
