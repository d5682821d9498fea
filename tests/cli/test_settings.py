"""Settings: unknown keys refused with the nearest known one, secrets kept secret, the generated page."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import ErrorCode, LkjipError
from bot.settings import as_markdown, load_settings, setting_names
from tests.cli.helpers import assert_indonesian, lkjip
from tests.conftest import ROOT


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("LKJIP_LLM=a:b\nLKJIP_EMBEDDING=model\n", encoding="utf-8")
    monkeypatch.setenv("LKJIP_LLM", "c:d")
    settings = load_settings(tmp_path / ".env")
    assert (settings.llm, settings.embedding) == ("c:d", "model")


def test_empty_values_are_defaults(tmp_path: Path) -> None:
    settings = load_settings(ROOT / ".env.example")
    assert settings.telegram_token is None
    assert settings.admin_ids == ()


def test_admin_ids_are_numbers_divided_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LKJIP_ADMIN_IDS", "12, 34,")
    assert load_settings().admin_ids == (12, 34)


def test_a_wrong_value_names_the_setting_and_not_the_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LKJIP_ADMIN_IDS", "kepala")
    with pytest.raises(LkjipError) as caught:
        load_settings()
    assert caught.value.code is ErrorCode.SETTING_INVALID
    assert "LKJIP_ADMIN_IDS" in caught.value.pesan
    assert "kepala" not in str(caught.value)


@pytest.mark.parametrize("source", ["environment", "file"])
def test_an_unknown_setting_is_refused_with_the_nearest_name(
    source: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if source == "environment":
        monkeypatch.setenv("LKJIP_DATADIR", "/x")
    else:
        (tmp_path / ".env").write_text("LKJIP_DATADIR=/x\n", encoding="utf-8")
    with pytest.raises(LkjipError, match="LKJIP_DATADIR") as caught:
        load_settings(tmp_path / ".env")
    assert caught.value.exit_code == 3
    assert "LKJIP_DATA_DIR" in caught.value.saran


def test_a_broken_env_file_is_told(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"LKJIP_LLM=\xff\xfe\n")
    with pytest.raises(LkjipError, match=r"\.env"):
        load_settings(tmp_path / ".env")


def test_the_command_line_says_it_with_exit_code_3(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("LKJIP_TELEGRAM_TOKENN=1:rahasia\n", encoding="utf-8")
    ran = lkjip("diagnosa", cwd=tmp_path)
    assert ran.code == 3
    assert "LKJIP_TELEGRAM_TOKEN" in ran.out
    assert "rahasia" not in ran.said
    assert_indonesian(ran.out)


def test_secrets_do_not_show_in_a_repr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LKJIP_TELEGRAM_TOKEN", "1:rahasia")
    assert "rahasia" not in repr(load_settings())


def test_the_page_of_settings_is_generated() -> None:
    assert (ROOT / "docs" / "setelan.md").read_text(encoding="utf-8") == as_markdown()


def test_the_example_file_names_every_setting() -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert [line.partition("=")[0] for line in text.splitlines() if line.startswith("LKJIP_")] == sorted(
        setting_names(), key=[n.partition("=")[0] for n in text.splitlines()].index
    )


def test_diagnosa_says_what_each_missing_part_would_add() -> None:
    ran = lkjip("diagnosa", "--json", env={"PATH": "/nonexistent"})
    parts = {part["bagian"]: part for part in ran.document["bagian"]}
    assert ran.code == 0
    assert parts["soffice"]["keadaan"] == "opsional"
    assert "apt-get install" in parts["soffice"]["perbaikan"]
    assert parts["python-calamine"]["keadaan"] == "baik"
