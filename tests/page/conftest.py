"""A page of all exercises, and its worker in node."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rawgrad.kit.layout import Kit
from rawgrad.page.build import build
from tests.page.pages import NodeWorker, worker


@pytest.fixture(scope="session")
def site(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of all exercises, its runtime from the public CDN."""
    folder = tmp_path_factory.mktemp("page") / "site"
    build(kit, [], folder)
    return folder


@pytest.fixture(scope="session")
def node_worker(site: Path) -> Iterator[NodeWorker]:
    with worker(site) as found:
        yield found
