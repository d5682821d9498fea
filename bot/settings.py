"""One tree of settings, from the environment and ``.env``, prefix ``LKJIP_``.

Unknown ``LKJIP_`` keys are errors, for a mistyped setting that is silently
ignored is found weeks later.  Secrets are ``SecretStr``, so that no log and no
traceback can show them.  ``docs/setelan.md`` is generated from this file.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import ErrorCode, LkjipError, nearest

PREFIX = "LKJIP_"
ENV_FILE = ".env"
FOREIGN = frozenset({"LKJIP_TEST_DATA", "LKJIP_TEST_PERAMBAN", "LKJIP_TEST_POSTGRES"})
"""Names with our prefix that are not settings of the product: what the tests are told."""


def default_data_dir() -> Path:
    """The user's own data folder, as the XDG base directories have it."""
    base = os.environ.get("XDG_DATA_HOME") or os.path.join(os.path.expanduser("~"), ".local", "share")
    return Path(base) / "asisten-lkjip"


class Settings(BaseSettings):
    """Every setting of the product; none is required."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, env_file_encoding="utf-8", frozen=True, extra="ignore"
    )

    data_dir: Path = Field(
        default_factory=default_data_dir,
        description="Folder data pengguna: indeks, jejak jawaban, catatan (log), dan peta kolom.",
    )
    database_url: str | None = Field(
        default=None,
        description="Basis data; bila kosong, SQLite di DATA_DIR. Menyimpan jejak setiap jawaban.",
    )
    telegram_token: SecretStr | None = Field(
        default=None, description="Token bot dari BotFather. Tanpa token, semua perintah lain tetap berjalan."
    )
    telegram_api_url: str | None = Field(
        default=None, description="Server Bot API lain, misalnya server lokal."
    )
    telegram_laju: float = Field(
        default=30.0,
        ge=1.0,
        le=1000.0,
        description="Pesan per detik untuk semua obrolan; batas Telegram 30, lebih tinggi bila dibayar.",
    )
    webhook_url: str | None = Field(
        default=None, description="Alamat webhook; bila kosong, bot memakai polling."
    )
    webhook_secret: SecretStr | None = Field(
        default=None, description="Rahasia yang menyertai setiap kiriman webhook."
    )
    web_host: str = Field(
        default="127.0.0.1",
        description="Alamat tempat kesehatan, metrik, dan webhook bot didengarkan.",
    )
    web_port: int = Field(
        default=8080, ge=0, le=65535, description="Porta alamat itu; 0 memilih porta yang bebas."
    )
    persetujuan_kedua: bool = Field(
        default=False,
        description="Jawaban narasumber baru terbit setelah disetujui narasumber kedua.",
    )
    grup_bebas: bool = Field(
        default=False,
        description="Bot boleh tinggal di grup mana pun; bila tidak, hanya di grup yang diizinkan admin.",
    )
    kuota_tanya: int = Field(default=20, ge=1, description="Pertanyaan seorang pengguna dalam satu menit.")
    kuota_unggah: int = Field(default=40, ge=1, description="Berkas seorang pengguna dalam sehari.")
    kuota_draf: int = Field(default=10, ge=1, description="Draf seorang pengguna dalam satu jam.")
    retensi_berkas: int = Field(
        default=30, ge=1, description="Berkas unggahan dan draf dihapus setelah sekian hari tidak dibuka."
    )
    retensi_soal: int = Field(
        default=365, ge=1, description="Teks pertanyaan dan jejaknya dihapus setelah sekian hari."
    )
    draf_serentak: int = Field(
        default=1, ge=1, le=32, description="Draf yang dikerjakan bersamaan oleh satu proses bot."
    )
    chroma_url: str | None = Field(
        default=None, description="Server Chroma; bila kosong, indeks tertanam di DATA_DIR."
    )
    embedding: str | None = Field(
        default=None, description="Model embedding: jalur folder atau nama hub; bila kosong, model bawaan."
    )
    llm: str | None = Field(
        default=None,
        description="Model bahasa menurut LangChain, bentuk penyedia:model; bila kosong, tanpa LLM.",
    )
    llm_timeout: float = Field(
        default=20.0,
        ge=2.0,
        le=120.0,
        description="Batas waktu model bahasa, 2 sampai 120 detik; lewat itu, dipakai jawaban susunan.",
    )
    admin_ids: Annotated[tuple[int, ...], NoDecode] = Field(
        default=(), description="Id Telegram para admin, dipisahkan koma."
    )

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _split_ids(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("data_dir", mode="after")
    @classmethod
    def _expand(cls, value: Path) -> Path:
        return value.expanduser()

    @property
    def log_file(self) -> Path:
        return self.data_dir / "log" / "lkjip.log"

    @property
    def sidik(self) -> str:
        """Hash over the settings that an answer depends on; no secret goes in."""
        chosen = (self.embedding, self.chroma_url, self.llm)
        return hashlib.sha256(repr(chosen).encode()).hexdigest()[:12]

    @property
    def mapping_dir(self) -> Path:
        """Column mappings that the user confirmed, applied again to the same layout."""
        return self.data_dir / "peta"


def setting_names() -> tuple[str, ...]:
    """The full names of all settings, in order."""
    return tuple(PREFIX + name.upper() for name in Settings.model_fields)


def load_settings(env_file: Path | None = None) -> Settings:
    """Read the settings; the environment wins over ``.env``.

    Raises LkjipError (exit code 3) for an unknown key, with the nearest known name, and for a
    value that does not fit.
    """
    path = env_file or Path(ENV_FILE)
    _refuse_unknown(_env_file_keys(path), str(path))
    _refuse_unknown(os.environ, "lingkungan")
    source: dict[str, Any] = {"_env_file": path if path.is_file() else None}
    try:
        return Settings(**source)
    except ValidationError as error:
        name = PREFIX + str(error.errors()[0]["loc"][0]).upper()
        raise LkjipError(
            ErrorCode.SETTING_INVALID,
            f"Nilai setelan {name} tidak sah.",
            f"Perbaiki {name} menurut docs/setelan.md, atau hapus agar dipakai nilai bawaannya.",
            exit_code=3,
        ) from None


def _env_file_keys(path: Path) -> Iterable[str]:
    try:
        return dotenv_values(path, encoding="utf-8").keys() if path.is_file() else ()
    except (OSError, UnicodeDecodeError):
        raise LkjipError(
            ErrorCode.SETTING_INVALID,
            f"Berkas setelan {path} tidak dapat dibaca.",
            "Simpan berkas itu sebagai teks UTF-8 dan periksa hak bacanya.",
            exit_code=3,
        ) from None


def _refuse_unknown(keys: Iterable[str], source: str) -> None:
    known = setting_names()
    for key in sorted(key.upper() for key in keys):
        if not key.startswith(PREFIX) or key in known or key in FOREIGN:
            continue
        guess = nearest(key, known)
        hint = f"Barangkali yang dimaksud {guess}." if guess else "Nama yang dikenal ada di docs/setelan.md."
        raise LkjipError(
            ErrorCode.SETTING_UNKNOWN,
            f"Setelan {key} (dari {source}) tidak dikenal.",
            f"{hint} Perbaiki atau hapus setelan itu.",
            exit_code=3,
        )


def as_markdown() -> str:
    """``docs/setelan.md``, generated; a test compares the file with this."""
    lines = [
        "# Setelan",
        "",
        "Halaman ini dibuat dari `bot/settings.py` (`python -m bot.settings`); jangan disunting langsung.",
        "",
        "Setelan dibaca dari lingkungan atau berkas `.env` di folder kerja; lingkungan didahulukan. Semuanya",
        "boleh kosong. Nama berawalan `LKJIP_` yang tidak ada di daftar ini ditolak dengan kode keluar 3.",
        "",
        "Kunci penyedia model bahasa (misalnya `OPENAI_API_KEY`) dibaca langsung dari lingkungan oleh",
        "pustaka penyedianya.",
        "",
        "| setelan | bawaan | arti |",
        "|---|---|---|",
    ]
    for name, info in Settings.model_fields.items():
        default = "`~/.local/share/asisten-lkjip`" if name == "data_dir" else _default(info.default)
        secret = " Rahasia: tidak pernah dicatat." if "SecretStr" in str(info.annotation) else ""
        lines.append(f"| `{PREFIX}{name.upper()}` | {default} | {info.description}{secret} |")
    return "\n".join(lines) + "\n"


def _default(value: object) -> str:
    if isinstance(value, bool):
        return "`true`" if value else "`false`"
    if isinstance(value, int | float):
        return f"`{value:g}`"
    return f"`{value}`" if isinstance(value, str) else "kosong"


def main() -> None:
    """Write the settings page to stdout (``python -m bot.settings > docs/setelan.md``)."""
    import sys

    sys.stdout.write(as_markdown())


if __name__ == "__main__":
    main()
