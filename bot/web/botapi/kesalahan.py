"""Errors of the Bot API in its own words, and the one error of the side door."""

from __future__ import annotations


class GalatApi(Exception):
    """An answer with ``ok: false``: HTTP status, description, and ``parameters``."""

    def __init__(
        self, kode: int, uraian: str, *, retry_after: int | None = None, pindah_ke: int | None = None
    ) -> None:
        super().__init__(uraian)
        self.kode = kode
        self.uraian = uraian
        self.retry_after = retry_after
        self.pindah_ke = pindah_ke

    def sebagai_json(self) -> dict[str, object]:
        """The body of the answer."""
        body: dict[str, object] = {"ok": False, "error_code": self.kode, "description": self.uraian}
        parameters: dict[str, int] = {}
        if self.retry_after is not None:
            parameters["retry_after"] = self.retry_after
        if self.pindah_ke is not None:
            parameters["migrate_to_chat_id"] = self.pindah_ke
        if parameters:
            body["parameters"] = parameters
        return body


class GalatPintu(ValueError):
    """The person cannot do that: no such chat, message or button, or the person is not in the chat."""


def buruk(uraian: str) -> GalatApi:
    """400 with "Bad Request: " in front."""
    return GalatApi(400, f"Bad Request: {uraian}")


def terlarang(uraian: str) -> GalatApi:
    """403 with "Forbidden: " in front."""
    return GalatApi(403, f"Forbidden: {uraian}")
