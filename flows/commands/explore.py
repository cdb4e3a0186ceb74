"""`newsledger explore`: the published file in the browser, read-only, on this machine."""

import webbrowser
from typing import Annotated

import typer
from rich.console import Console

from flows.commands.options import WarehouseOption, file_of
from flows.settings import Settings

HOST, PORT = "127.0.0.1", 8123


def explore(
    warehouse: WarehouseOption = None,
    host: Annotated[
        str, typer.Option(help="Where to listen; any other than 127.0.0.1 lets others read the warehouse.")
    ] = HOST,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any that is free.")] = PORT,
    open_browser: Annotated[bool, typer.Option("--open/--no-open", help="Open a browser window.")] = False,
) -> None:
    """Search and read the articles, their facts in place, and ask in SQL: a server for your own browser.

    It changes nothing, follows each new publication, and ends with Ctrl+C.
    """
    from flows.explorer.serving import serve  # noqa: PLC0415 - the other verbs need no server

    published = file_of(
        Settings.from_environment(warehouse=warehouse),
        "it has no full-text index; ask with `newsledger sql` or `newsledger report`",
    )
    console = Console(soft_wrap=True, highlight=False)

    def tell(address: str, is_open_to_others: bool) -> None:
        console.print(f"Exploring {published.resolve()}, read-only, at {address}", markup=False)
        if is_open_to_others:
            console.print(f"Everybody who can reach {host} can read all of it: there is no password.", style="bold red")
        else:
            console.print("Only this machine can reach it. Ctrl+C ends it.")
        if open_browser:
            webbrowser.open(address)

    serve(published, host, port, tell)
