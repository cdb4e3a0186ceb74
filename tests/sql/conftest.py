"""What all tests of views share."""

import pytest

from tests.sql.case import new_warehouse


@pytest.fixture(scope="module")
def tables():
    """An in-memory warehouse without rows, made once a module."""
    with new_warehouse() as connection:
        yield connection


@pytest.fixture
def warehouse(tables):
    """The same, for one case: its rows are gone afterwards."""
    tables.execute("begin transaction")
    yield tables
    tables.execute("rollback")
