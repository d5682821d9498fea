"""What every test has: its own data folder, no settings of the developer, no network (see pyproject.toml)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.bantu import pengetahuan
from tests.bantu.postgres import basis, postgres, postgres_server

__all__ = ["basis", "postgres", "postgres_server"]

ROOT = Path(__file__).resolve().parent.parent


def material_root() -> Path:
    """The folder of real material beside the repository, or where LKJIP_TEST_DATA says."""
    return Path(os.environ.get("LKJIP_TEST_DATA") or ROOT.parent / "shared" / "data")


@pytest.fixture(scope="session", autouse=True)
def _shared_by_the_run(tmp_path_factory: pytest.TempPathFactory) -> None:
    base = tmp_path_factory.getbasetemp()
    pengetahuan.bersama_di(base.parent if "PYTEST_XDIST_WORKER" in os.environ else base)


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.startswith("LKJIP_") and name != "LKJIP_TEST_DATA":
            monkeypatch.delenv(name)
    monkeypatch.setenv("LKJIP_DATA_DIR", str(tmp_path / "lkjip-data"))


@pytest.fixture(scope="session")
def material() -> Path:
    """The folder of real material; skips where it is absent."""
    folder = material_root()
    if not folder.is_dir():
        pytest.skip(f"no test material at {folder}")
    return folder


@pytest.fixture(scope="session")
def sample() -> Path:
    """The shipped sample workbook."""
    from bot.contoh import sample_path

    return sample_path()
