"""What the containers rely on, held against the code: no engine is needed to see a broken promise."""

from __future__ import annotations

import fnmatch
import re
import subprocess
import threading
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import FOREIGN, setting_names
from bot.web import periksa_sehat

ROOT = Path(__file__).parents[1]
DOCKER = ROOT / "docker"
COMPOSE = sorted(DOCKER.glob("compose*.yml"))


def dockerfile() -> str:
    return (DOCKER / "Dockerfile").read_text(encoding="utf-8")


def services(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))["services"]
    return found


def test_every_copied_file_exists_and_reaches_the_build() -> None:
    admitted = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    for line in re.findall(r"^COPY (?!--from)(.+)$", dockerfile(), re.M):
        *sources, _target = line.split()
        for source in sources:
            assert (ROOT / source).exists(), source
            assert f"!{source}" in admitted, f"{source} is kept out by .dockerignore"


def test_every_setting_in_the_containers_is_one() -> None:
    known = {*setting_names(), *FOREIGN, "LKJIP_DOMAIN"}
    for path in (*COMPOSE, DOCKER / "Dockerfile", DOCKER / "Caddyfile"):
        for name in re.findall(r"LKJIP_[A-Z_]+", path.read_text(encoding="utf-8")):
            assert name in known, f"{path.name}: {name}"


@pytest.mark.parametrize("path", COMPOSE, ids=lambda one: one.name)
def test_a_bot_has_its_data_in_a_volume_and_no_rights_to_spare(path: Path) -> None:
    bots = {name: one for name, one in services(path).items() if one.get("image") == "asisten-lkjip"}
    assert bots
    for one in bots.values():
        assert "data:/data" in one["volumes"]
        assert one["environment"]["LKJIP_DATA_DIR"] == "/data"
        assert one["cap_drop"] == ["ALL"]
        assert one["read_only"] is True


def test_the_image_does_not_run_as_root_and_checks_its_health() -> None:
    text = dockerfile()
    final = text[text.rindex("FROM ") :]
    assert re.search(r"^USER lkjip$", final, re.M)
    assert final.index("HEALTHCHECK") < final.index("ENTRYPOINT")
    assert "bot.web.periksa_sehat" in final
    assert "torch" not in re.sub(r"(?s)RUN if \[ \"\$NEURAL\".*?fi\n", "", text).replace("CPU torch", "")


def test_several_bots_share_what_has_to_be_shared() -> None:
    found = services(DOCKER / "compose.beberapa.yml")
    bots = [one for one in found.values() if one.get("image") == "asisten-lkjip"]
    assert len(bots) == 2
    for one in bots:
        assert one["environment"]["LKJIP_DATABASE_URL"].startswith("postgresql://")
        assert one["environment"]["LKJIP_CHROMA_URL"]
        assert one["environment"]["LKJIP_WEBHOOK_URL"].startswith("https://")


def test_every_file_of_the_packages_is_packed() -> None:
    """An installed assistant has no repository around it: what is not packed is missing there."""
    globs = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = [*globs["tool"]["setuptools"]["package-data"]["*"], "*.py"]
    listed = subprocess.run(
        ["git", "ls-files", "bot", "knowledge", "prompts"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    for name in listed.stdout.splitlines():
        assert any(fnmatch.fnmatch(name, one) for one in patterns), name


@contextmanager
def answering(status: int) -> Iterator[int]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/siap" else 404)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.enable_socket
@pytest.mark.parametrize(("status", "code"), [(200, 0), (503, 1)])
def test_the_health_check_says_what_the_bot_says(
    status: int, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with answering(status) as port:
        monkeypatch.setenv("LKJIP_WEB_PORT", str(port))
        assert periksa_sehat.main() == code


@pytest.mark.enable_socket
def test_no_bot_is_not_healthy(monkeypatch: pytest.MonkeyPatch) -> None:
    with answering(200) as port:
        pass
    monkeypatch.setenv("LKJIP_WEB_PORT", str(port))
    assert periksa_sehat.main() == 1
