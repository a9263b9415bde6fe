"""`python -m rawgrad`."""

from .cli import main

raise SystemExit(main())
