"""The public code lists that values are checked against."""

from functools import cache

import pycountry

USER_ASSIGNED_COUNTRIES = frozenset({"XKX"})
"""Kosovo: a user-assigned code of ISO 3166-1, used by the European Commission and the World Bank."""

_WITHDRAWN = """
ATS BEF BGN CSK CYP DDM DEM EEK ESP FIM FRF GRD HRK IEP ITL LTL LUF LVL MTL NLG PLZ PTE ROL RUR SIT SKK SUR TRL YUD YUM
ZWD ZWL
"""
WITHDRAWN_CURRENCIES = frozenset(_WITHDRAWN.split())
"""Codes of ISO 4217's list three that older news still counts in; pycountry holds only the current ones."""


@cache
def countries() -> frozenset[str]:
    """ISO 3166-1 alpha-3 codes."""
    return frozenset(country.alpha_3 for country in pycountry.countries) | USER_ASSIGNED_COUNTRIES


@cache
def currencies() -> frozenset[str]:
    """ISO 4217 alphabetic codes, the better-known withdrawn ones among them."""
    return frozenset(currency.alpha_3 for currency in pycountry.currencies) | WITHDRAWN_CURRENCIES


@cache
def languages() -> frozenset[str]:
    """ISO 639-1 codes."""
    return frozenset(language.alpha_2 for language in pycountry.languages if hasattr(language, "alpha_2"))
