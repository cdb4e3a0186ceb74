"""Serving: a schedule that picks up what is new, one run at a time, for as long as the program runs.

Missed runs are not made up: a run takes in all that waits, so the next one is enough. A run that is due while another
is at work is cancelled for the same reason. A run that stops giving a sign of life is marked Crashed, so that it does
not hold up those after it (Prefect: "Detect zombie flows"). Prefect is imported late: it reads the environment then.
"""

import asyncio
import json
import os
import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.prefect_server import standing_server
from flows.reading.listing import absolute_source
from flows.reading.stores import has_secrets, is_url, without_secrets
from flows.settings import Settings, SettingsError, quiet_environment
from warehouse.place import Place

if TYPE_CHECKING:
    from prefect.automations import Automation

DEPLOYMENT = "newsledger"
HEARTBEAT_SECONDS = 30
"""The shortest that Prefect allows."""
FOR_SERVING = {
    "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": str(HEARTBEAT_SECONDS),
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_LOGGING_TO_API_ENABLED": "true",
}
"""What Prefect is told besides: its pages show what scheduled runs have said."""
SILENCE_SECONDS = 3 * HEARTBEAT_SECONDS
"""Without a sign of life for so long a run is dead: one that is only busy misses a heartbeat, hardly three."""
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_ENDS = ("Completed", "Failed", "Cancelled", "Crashed")


def parse_interval(text: str) -> timedelta:
    """Read a length of time such as 30s, 15m, 1h or 1d; raises SettingsError for anything else."""
    match = re.fullmatch(r"([1-9]\d*)([smhd])", text.strip())
    if not match:
        raise SettingsError(f"an interval is a number and one of s, m, h, d, such as 15m, not {text!r}")
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


def serve(
    settings: Settings,
    sources: Sequence[str],
    *,
    every: timedelta | None = None,
    cron: str | None = None,
    port: int = 0,
) -> None:
    """Run the schedule until the program is interrupted: every so often, or by a cron line (UTC).

    Raises SettingsError for a cron line that cannot be read and for a source that holds a secret, and
    PrefectServerError.
    """
    for name, value in FOR_SERVING.items():
        os.environ.setdefault(name, value)
    quiet_environment(settings)
    settings.folder.mkdir(parents=True, exist_ok=True)
    paths = [_lasting(source) for source in sources]
    _note_served(settings, paths)
    with standing_server(settings, port) as address:
        print(f"Prefect's pages: {address}   (ctrl-C stops)", flush=True)  # noqa: T201 - a server says where it is
        _mark_dead_runs()
        _serve(settings, paths, every, cron)


def served_sources(settings: Settings) -> list[str]:
    """Return the sources that the last schedule of this warehouse picks up; none where there was none."""
    try:
        noted = json.loads(_note(settings).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [str(source) for source in noted["sources"]]


def _lasting(source: str) -> str:
    """Return a source as Prefect and we can keep it."""
    if is_url(source) and has_secrets(source):
        words = "what a schedule reads is noted, so a URL must not hold a password or signature"
        raise SettingsError(f"{words}: {without_secrets(source)}")
    return absolute_source(source)


def _note_served(settings: Settings, sources: Sequence[str]) -> None:
    _note(settings).parent.mkdir(parents=True, exist_ok=True)
    _note(settings).write_text(json.dumps({"sources": sources}), encoding="utf-8")


def _note(settings: Settings) -> Path:
    return settings.folder / "prefect" / "served.json"


def _serve(settings: Settings, sources: list[str], every: timedelta | None, cron: str | None) -> None:
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy  # noqa: PLC0415 - late
    from prefect.deployments import run_deployment  # noqa: PLC0415 - as above
    from prefect.exceptions import TerminationSignal  # noqa: PLC0415 - as above
    from prefect.runner import Runner  # noqa: PLC0415 - as above
    from prefect.schedules import Cron, Interval  # noqa: PLC0415 - as above
    from prefect.types.entrypoint import EntrypointType  # noqa: PLC0415 - as above

    from flows.scheduled import pick_up  # noqa: PLC0415 - as above

    try:
        schedule = Cron(cron) if cron else Interval(every or timedelta(minutes=15))
    except ValueError:
        raise SettingsError(f"not a cron line: {cron!r}") from None
    runner = Runner(name=DEPLOYMENT, limit=1)
    deployment: Any = runner.add_flow(
        pick_up,
        name=DEPLOYMENT,
        schedule=schedule,
        parameters={"sources": sources, "warehouse": str(_absolute(settings.warehouse))},
        concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    if not cron:
        run_deployment(deployment, timeout=0)  # a schedule alone would begin with the first interval's end
    with suppress(KeyboardInterrupt, TerminationSignal):
        asyncio.run(runner.start())


def _absolute(place: Place) -> Place:
    """Return what names the same warehouse in any folder."""
    return place.absolute() if isinstance(place, Path) else place


def _mark_dead_runs() -> None:
    """Let the server mark a run as crashed that began to give signs of life and stopped without an end."""
    from prefect.automations import Automation, EventTrigger, Posture, ResourceSpecification  # noqa: PLC0415 - late
    from prefect.client.schemas.objects import StateType  # noqa: PLC0415 - as above
    from prefect.events.actions import ChangeFlowRunState  # noqa: PLC0415 - as above

    name, sign = "Mark dead runs as crashed", "prefect.flow-run.heartbeat"
    trigger = EventTrigger(
        after={sign},
        expect={sign, *(f"prefect.flow-run.{end}" for end in _ENDS)},
        match=ResourceSpecification({"prefect.resource.id": ["prefect.flow-run.*"]}),
        for_each={"prefect.resource.id"},
        posture=Posture.Proactive,
        threshold=1,
        within=timedelta(seconds=SILENCE_SECONDS),
    )
    crashed = ChangeFlowRunState(name=None, state=StateType.CRASHED, message="no sign of life", force=False)
    asyncio.run(_create_once(Automation(name=name, trigger=trigger, actions=[crashed])))


async def _create_once(automation: "Automation") -> None:
    try:
        await automation.aread(name=automation.name)
    except ValueError:  # there is none of that name yet
        await automation.acreate()
