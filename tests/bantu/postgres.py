"""A real PostgreSQL of this machine for the length of a test run; each test gets a database of its own.

The fixture ``basis`` runs a test on SQLite (None: the file in its folder) and on PostgreSQL (a URL),
``postgres`` on PostgreSQL alone.  Where PostgreSQL is not installed its tests are skipped, unless
``LKJIP_TEST_POSTGRES=wajib`` makes that an error.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PLACES = ("/usr/lib/postgresql/17/bin", "/usr/lib/postgresql/16/bin", "/usr/lib/postgresql/15/bin")
WAJIB = os.environ.get("LKJIP_TEST_POSTGRES") == "wajib"
"""Read when the tests are collected: the settings of the developer are taken away before each test."""
SETTINGS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"


def programs() -> Path | None:
    """The folder with ``initdb`` and ``pg_ctl``; None where PostgreSQL is not installed."""
    found = shutil.which("pg_ctl")
    for folder in (*map(Path, PLACES), *([Path(found).parent] if found else [])):
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    return None


class Server:
    """A running PostgreSQL, reached over a socket in its folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def url(self, name: str = "postgres") -> str:
        return f"postgresql+psycopg://lkjip@/{name}?host={self.folder}"

    def new(self) -> str:
        """The URL of a new, empty database."""
        import psycopg

        name = f"uji_{uuid.uuid4().hex[:12]}"
        with psycopg.connect(f"host={self.folder} user=lkjip dbname=postgres", autocommit=True) as conn:
            conn.execute(f"CREATE DATABASE {name}")
        return self.url(name)


@contextmanager
def server() -> Iterator[Server]:
    """Start PostgreSQL in a temporary folder and stop it.  Skips, or fails, where it is not installed."""
    folder = programs()
    if folder is None:
        if WAJIB:
            pytest.fail("PostgreSQL is not installed, but LKJIP_TEST_POSTGRES=wajib")
        pytest.skip("PostgreSQL is not installed here")
    home = Path(tempfile.mkdtemp(prefix="lkjip-pg-", dir="/tmp"))
    account = _account(home)
    data = home / "data"
    try:
        _run(
            [folder / "initdb", "-D", data, "-U", "lkjip", "-A", "trust", "-E", "UTF8", "--no-sync"], account
        )
        options = f"{SETTINGS} -c listen_addresses='' -c unix_socket_directories={home}"
        start = ["start", "-D", data, "-w", "-t", "60", "-l", home / "log", "-o", options]
        _run([folder / "pg_ctl", *start], account)
        try:
            yield Server(home)
        finally:
            _run([folder / "pg_ctl", "stop", "-D", data, "-m", "immediate", "-w"], account)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _account(home: Path) -> int | None:
    """PostgreSQL refuses to run as root: then the folder and the server belong to another account."""
    if os.getuid() != 0:
        return None
    try:
        number = pwd.getpwnam("postgres").pw_uid
    except KeyError:
        number = pwd.getpwnam("nobody").pw_uid
    home.chmod(0o755)
    os.chown(home, number, -1)
    return number


def _run(command: list[object], account: int | None) -> None:
    subprocess.run(
        list(map(str, command)),
        check=True,
        user=account,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=120,
    )


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """The server of this run."""
    with server() as running:
        yield running


@pytest.fixture
def postgres(postgres_server: Server) -> str:
    """The URL of an empty PostgreSQL database."""
    return postgres_server.new()


@pytest.fixture(params=["sqlite", "postgres"])
def basis(request: pytest.FixtureRequest) -> str | None:
    """The database URL of a test: None is SQLite in its own folder."""
    if request.param == "sqlite":
        return None
    return str(request.getfixturevalue("postgres"))
