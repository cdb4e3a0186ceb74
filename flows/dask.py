"""Dask: the same flow, its parts worked on by the workers of a cluster.

Parts are handed on as files, so every worker must have newsledger installed and reach them: the run's folder under the
same path, or the setting `staging`. Prefect's tasks report to its server from wherever they run: for workers on other
machines PREFECT_API_URL must name a server that they reach.
"""

from typing import Any

from flows.settings import Settings, SettingsError


def on_dask(flow: Any, settings: Settings) -> Any:
    """Return the flow with its mapped tasks on the cluster of the setting `dask`.

    Raises SettingsError where the extra `dask` is not installed.
    """
    try:
        from prefect_dask.task_runners import DaskTaskRunner  # noqa: PLC0415 - an extra, which other runs do not need
    except ImportError:
        raise SettingsError("Dask is not installed: pip install newsledger[dask]") from None
    if settings.dask == "here":
        cluster = {"n_workers": settings.workers, "threads_per_worker": 1, "dashboard_address": None}
        return flow.with_options(task_runner=DaskTaskRunner(cluster_kwargs=cluster))
    return flow.with_options(task_runner=DaskTaskRunner(address=settings.dask))
