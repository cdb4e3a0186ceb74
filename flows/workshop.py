"""The tools of text understanding, made once a process from the settings."""

import importlib
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from flows.reading import Ledger, ReadLimits, SourceRecord, read_sources
from flows.reference import load_tables, tables_version
from flows.settings import Settings, SettingsError
from newstext import VERSION
from newstext.records import Tables
from newstext.splitting import ArticleSplitter

if TYPE_CHECKING:
    from newstext.cleaning.cleaner import Cleaner
    from newstext.likeness.stories import StoryVector
    from newstext.parsing import Parser
    from newstext.publication import PublicationDater
    from newstext.timex import TimeFinder
    from newstext.understanding import Analyst


@dataclass(frozen=True)
class Workshop:
    """Every tool for one set of settings; each is made when first asked for."""

    settings: Settings

    @cached_property
    def tables(self) -> Tables:
        return load_tables(self.settings.reference)

    @cached_property
    def extractor_version(self) -> str:
        """What decides the rows besides the input: our rules, the reference tables, the parser's model."""
        return f"{VERSION}+{tables_version(self.tables)}+{_model_version(self.settings.model)}"

    def read(self, sources: Sequence[str], ledger: Ledger | None = None) -> Iterator[SourceRecord]:
        """Read sources within the usual limits, with the words of the reference tables."""
        splitter = ArticleSplitter(self.tables)
        return read_sources(sources, ReadLimits(), self.tables["field_names"], splitter=splitter, ledger=ledger)

    @cached_property
    def cleaner(self) -> "Cleaner":
        from newstext.cleaning.cleaner import Cleaner  # noqa: PLC0415 - the HTML libraries load only where text is cleaned

        # A broken page is not an error of the run; what could be read of it is in its blocks.
        logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
        return Cleaner(self.tables)

    @cached_property
    def dater(self) -> "PublicationDater":
        from newstext.publication import PublicationDater  # noqa: PLC0415 - as above

        return PublicationDater(self.tables, self.times)

    @cached_property
    def _zipf(self) -> "Callable[[str], float]":
        from wordfreq import zipf_frequency  # noqa: PLC0415 - two seconds that only stories need

        return cache(lambda word: zipf_frequency(word, "en"))

    def story_vector(self, title: str | None, body: str | None) -> "StoryVector":
        """Weigh the words of an article by their frequency in English."""
        from newstext.likeness.stories import story_vector  # noqa: PLC0415 - as above

        return story_vector(f"{title or ''}\n{body or ''}", self._zipf)

    @cached_property
    def times(self) -> "TimeFinder":
        from newstext.timex import TimeFinder  # noqa: PLC0415 - as above

        return TimeFinder(self.tables)

    @cached_property
    def parser(self) -> "Parser":
        """The parser of the setting `model`: a package with `model_path()` or one that spaCy knows."""
        import spacy  # noqa: PLC0415 - seconds that only understanding needs

        from newstext.parsing import Parser  # noqa: PLC0415 - as above

        package = importlib.import_module(self.settings.model)
        path = package.model_path() if hasattr(package, "model_path") else self.settings.model
        return Parser(spacy.load(path, exclude=["senter"]))

    @cached_property
    def analyst(self) -> "Analyst":
        from newstext.understanding import Analyst  # noqa: PLC0415 - as above

        return Analyst(self.tables, self.parser)


def open_workshop(settings: Settings) -> Workshop:
    """Return this process's workshop for some settings; runs into several warehouses share one parser."""
    return _workshop(settings.reference, settings.model)


@cache
def _workshop(reference: Path | None, model: str) -> Workshop:
    return Workshop(Settings(reference=reference, model=model))


def _model_version(package: str) -> str:
    try:
        return f"{package}-{version(package.replace('_', '-'))}"
    except PackageNotFoundError:
        raise SettingsError(f"no package {package!r}, which the setting `model` names, is installed") from None
