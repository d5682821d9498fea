"""A message of the bot, as data: what the outbox keeps and the sender sends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from markupsafe import Markup


class JenisLampiran(StrEnum):
    DOKUMEN = "dokumen"
    FOTO = "foto"


@dataclass(frozen=True, slots=True)
class Lampiran:
    """A file that goes with a message.  ``jalur`` is below DATA_DIR, ``nama`` what the person sees."""

    jalur: str
    nama: str
    jenis: JenisLampiran = JenisLampiran.DOKUMEN


@dataclass(frozen=True, slots=True)
class Tombol:
    """A button: exactly one of ``kode`` (made by ``Unit.tombol``), ``url`` and ``salin`` is set."""

    label: str
    kode: str | None = None
    url: str | None = None
    salin: str | None = None


@dataclass(frozen=True, slots=True)
class Pesan:
    """One message, however long: the sender splits it at blocks; buttons come under the last part.

    ``html`` is Telegram's HTML, rendered from ``prompts/`` with everything from outside escaped.
    """

    html: Markup
    tombol: tuple[tuple[Tombol, ...], ...] = ()
    lampiran: Lampiran | None = None
    balas_ke: int | None = None
    """The message that this one answers."""
    diam: bool = False
    """Without a sound."""
    minta_balasan: str | None = None
    """Opens the reply field, with this as its placeholder (at most 64 characters)."""

    def to_json(self) -> dict[str, Any]:
        """What the outbox keeps."""
        found: dict[str, Any] = {"html": str(self.html)}
        if self.tombol:
            found["tombol"] = [[_button_json(one) for one in row] for row in self.tombol]
        if self.lampiran:
            found["lampiran"] = [self.lampiran.jalur, self.lampiran.nama, self.lampiran.jenis.value]
        for name in ("balas_ke", "diam", "minta_balasan"):
            if value := getattr(self, name):
                found[name] = value
        return found

    @classmethod
    def from_json(cls, isi: Mapping[str, Any]) -> Pesan:
        """The message of an outbox row."""
        lampiran = isi.get("lampiran")
        return cls(
            html=Markup(isi["html"]),
            tombol=tuple(tuple(Tombol(**one) for one in row) for row in isi.get("tombol", ())),
            lampiran=Lampiran(lampiran[0], lampiran[1], JenisLampiran(lampiran[2])) if lampiran else None,
            balas_ke=isi.get("balas_ke"),
            diam=bool(isi.get("diam")),
            minta_balasan=isi.get("minta_balasan"),
        )


def rows(buttons: Sequence[Tombol], per_row: int = 1) -> tuple[tuple[Tombol, ...], ...]:
    """Buttons in rows.  Labels of a phrase need a row each; a phone shows about 30 characters."""
    return tuple(tuple(buttons[at : at + per_row]) for at in range(0, len(buttons), per_row))


def _button_json(one: Tombol) -> dict[str, str]:
    names = ("label", "kode", "url", "salin")
    return {name: value for name in names if (value := getattr(one, name)) is not None}
