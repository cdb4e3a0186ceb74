"""A Postgres server of a test's own: on loopback, on a free port, with its data in a folder that is removed.

Debian's package is enough; nothing of a server that runs on the machine is touched. Postgres refuses to run as root, so
root starts it as the user `postgres`, or as `nobody` where there is none.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

PROGRAMS = Path("/usr/lib/postgresql")
"""Where Debian keeps them, by version; elsewhere they are looked for among the programs of the machine."""
START_SECONDS = 60
PASSWORD = "only-in-the-environment"
USER = "loader"


@dataclass(frozen=True, slots=True)
class Server:
    port: int
    folder: Path

    def words(self, database: str) -> str:
        """Return what libpq needs to know besides the password."""
        return f"host=127.0.0.1 port={self.port} user={USER} dbname={database}"

    def make_database(self, name: str) -> str:
        """Make an empty database and return how it is reached."""
        self.ask("postgres", f'create database "{name}"')
        return self.words(name)

    def ask(self, database: str, statement: str) -> str:
        """Run a statement with psql and return what it answers, a line a row."""
        command = [_program("psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", self.words(database)]
        environment = os.environ | {"PGPASSWORD": PASSWORD}
        done = subprocess.run(
            [*command, "-c", statement], capture_output=True, text=True, check=False, env=environment, timeout=60
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


@contextmanager
def running_postgres() -> Iterator[Server]:
    """Give a server with the user USER, who needs PASSWORD; skips where Postgres is not installed."""
    if _program("initdb") is None or _program("psql") is None:
        pytest.skip("Postgres is not installed (Debian: apt-get install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="newsledger-postgres-"))
    try:
        owner = _hand_over(folder)
        _make_cluster(folder, owner)
        with _serving(folder, owner) as port:
            yield Server(port, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _program(name: str) -> str | None:
    """Return the newest program of a name; None where there is none."""
    installed = sorted(PROGRAMS.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    return str(installed[-1]) if installed else shutil.which(name)


def _hand_over(folder: Path) -> str | None:
    """Give the folder to the user who runs the server; None where that is who runs the test."""
    if os.getuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    owner = "postgres" if "postgres" in names else "nobody"
    shutil.chown(folder, owner)
    return owner


def _make_cluster(folder: Path, owner: str | None) -> None:
    secret = folder / "secret"
    secret.write_text(PASSWORD)
    if owner:
        shutil.chown(secret, owner)
    command = [_program("initdb"), "-D", folder / "data", "-U", USER, "-A", "scram-sha-256", "--pwfile", secret]
    locale = ["--encoding", "UTF8", "--locale", "C", "--no-sync"]
    subprocess.run([*command, *locale], user=owner, cwd=folder, check=True, capture_output=True, timeout=120)


@contextmanager
def _serving(folder: Path, owner: str | None) -> Iterator[int]:
    """Run the server until the block ends; nothing it writes needs to survive a crash of the machine."""
    port = _free_port()
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": port,
        "unix_socket_directories": folder,
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "shared_buffers": "32MB",
    }
    words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    with (folder / "log").open("w") as log:
        program = subprocess.Popen(
            [_program("postgres"), "-D", folder / "data", *words], user=owner, cwd=folder, stdout=log, stderr=log
        )
    try:
        _wait_until_ready(port, program, folder / "log")
        yield port
    finally:
        program.send_signal(signal.SIGINT)  # how Postgres is told not to wait for sessions that are open
        program.wait(timeout=START_SECONDS)


def _wait_until_ready(port: int, program: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    command = [_program("pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    while subprocess.run(command, check=False).returncode != 0:
        assert program.poll() is None, log.read_text()
        assert time.monotonic() < until, log.read_text()
        time.sleep(0.05)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
