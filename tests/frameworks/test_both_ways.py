"""Solutions, stubs, wheats, chaffs and listings in Keras and PyTorch, at home and graded."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from rawgrad.authoring.evidence import Listing, read_listings
from rawgrad.kit.layout import Kit, find_kit
from tests.evidence.test_both_ways import Bench, hold_source, hold_specimens, set_up
from tests.evidence.test_documents import hold_listing

NAMES = ("keras_mnist", "torch_mnist")
LISTINGS = [(name, one) for name in NAMES for one in read_listings(find_kit(), name)]


@pytest.fixture(scope="module")
def bench(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with set_up(kit, tmp_path_factory.mktemp("both"), ("keras", "torch")) as found:
        yield found


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("source", ["solutions", "stubs"])
def test_solutions_and_stubs_are_judged_alike(bench: Bench, source: str, name: str) -> None:
    hold_source(bench, source, name)


@pytest.mark.parametrize("name", NAMES)
def test_wheats_and_chaffs_are_judged_alike(bench: Bench, name: str) -> None:
    hold_specimens(bench, name)


@pytest.mark.parametrize(("name", "one"), LISTINGS, ids=[one.id for _, one in LISTINGS])
def test_a_listing_earns_what_it_is_worth(kit: Kit, name: str, one: Listing) -> None:
    hold_listing(kit, name, one)
