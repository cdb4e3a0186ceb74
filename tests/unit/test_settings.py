"""Settings: where each comes from and which values are refused."""

from pathlib import Path

import pytest

from flows.settings import VARIABLES, Settings, SettingsError


def test_nothing_set_gives_the_defaults():
    assert Settings.from_environment({}) == Settings()


def test_a_given_value_goes_before_the_environment():
    settings = Settings.from_environment({"NEWSLEDGER_WAREHOUSE": "/a.duckdb"}, warehouse=Path("/b.duckdb"))
    assert settings.warehouse == Path("/b.duckdb")


def test_a_value_not_given_leaves_the_environment_in_force():
    settings = Settings.from_environment({"NEWSLEDGER_WAREHOUSE": "/a.duckdb"}, warehouse=None)
    assert settings.warehouse == Path("/a.duckdb")


@pytest.mark.parametrize("name", VARIABLES)
def test_every_variable_sets_its_setting(name):
    settings = Settings.from_environment({VARIABLES[name]: "7"})
    assert str(getattr(settings, name)) == "7"


@pytest.mark.parametrize("text", ["many", "-1", "1.5", "0"])
def test_a_number_of_workers_must_be_a_positive_whole_one(text):
    with pytest.raises(SettingsError):
        Settings.from_environment({"NEWSLEDGER_WORKERS": text})
