"""One call of a method with its parameters, whichever way they were sent (query, form, multipart, JSON)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.web.botapi.kesalahan import buruk


@dataclass(frozen=True, slots=True)
class Unggahan:
    """An uploaded file part."""

    nama: str
    mime: str
    isi: bytes


def sebagai_bulat(value: Any) -> int:
    """A whole number; 0 for what is none, as the Bot API reads it."""
    try:
        return int(str(value))
    except ValueError:
        return 0


@dataclass(frozen=True, slots=True)
class Permintaan:
    """Parameters as strings (forms) or as JSON values; ``berkas`` by the name of their part."""

    metode: str
    nilai: Mapping[str, Any]
    berkas: Mapping[str, Unggahan] = field(default_factory=dict)

    def ada(self, kunci: str) -> bool:
        return self.nilai.get(kunci) not in (None, "")

    def teks(self, kunci: str) -> str | None:
        """The parameter as text; ``None`` where it is absent."""
        value = self.nilai.get(kunci)
        if value is None:
            return None
        if isinstance(value, bool):
            return "true" if value else "false"
        return (
            value
            if isinstance(value, str)
            else json.dumps(value)
            if isinstance(value, list | dict)
            else str(value)
        )

    def bulat(self, kunci: str) -> int | None:
        """The parameter as a whole number; 0 for what is none, as the Bot API reads it."""
        value = self.nilai.get(kunci)
        if value in (None, ""):
            return None
        return sebagai_bulat(value)

    def logis(self, kunci: str) -> bool:
        """True for true, yes and 1."""
        return str(self.nilai.get(kunci, "")).lower() in ("true", "yes", "1")

    def json(self, kunci: str) -> Any:
        """The parameter as JSON; ``None`` where it is absent. Error: 400."""
        value = self.nilai.get(kunci)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise buruk(f"can't parse {_BENDA.get(kunci, kunci)} JSON object") from None

    def wajib_bulat(self, kunci: str, uraian: str) -> int:
        number = self.bulat(kunci)
        if number is None or number == 0:
            raise buruk(uraian)
        return number


_BENDA = {
    "reply_markup": "reply keyboard markup",
    "entities": "entities",
    "reply_parameters": "reply parameters",
    "link_preview_options": "link preview options",
}
