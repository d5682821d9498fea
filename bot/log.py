"""The log file in DATA_DIR, and incident ids.

A user never sees a traceback: they see an incident id and a sentence, and the
traceback lies in the log under the same id.
"""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

MAX_BYTES = 5 * 1024 * 1024
"""At this size the log is moved to ``lkjip.log.1``, so that it cannot fill a disk."""


_TOKEN = re.compile(r"(?<!\d)\d{6,12}:[A-Za-z0-9_-]{30,}")
"""A bot token; also where it stands in an address (``/bot123…:AA…``)."""


def redacted(text: str) -> str:
    """A text without the secrets that addresses and errors of libraries carry."""
    return _TOKEN.sub("[token]", text)


def _redact(_logger: object, _name: str, event: Any) -> Any:
    """The last step before a line is written: no token leaves in a log."""
    return redacted(event)


def logger() -> Any:
    """The log of a long-running program: events with fields, never the text of a question."""
    import structlog

    return structlog.get_logger("lkjip")


def configure_service_log(log_file: Path) -> None:
    """Send :func:`logger` and the libraries' warnings to the log file, one JSON line each.

    httpx logs every address at INFO, and an address of the Bot API holds the token: it is set to WARNING,
    and what is left is redacted.
    """
    import structlog

    def write(_logger: object, name: str, event: Any) -> Any:
        write_event(log_file, event.pop("event"), tingkat=name, **event)
        raise structlog.DropEvent

    structlog.configure(
        processors=[structlog.contextvars.merge_contextvars, write], cache_logger_on_first_use=False
    )
    keep_library_warnings(lambda: log_file)
    for name in ("httpx", "httpcore", "telegram", "dbos", "uvicorn.access"):
        logging.getLogger(name).setLevel(logging.WARNING)


def keep_library_warnings(log_file: Callable[[], Path]) -> None:
    """Send what libraries and our own modules log to the log file, never to a user's stderr.

    ``log_file`` is asked when something is logged: the settings may be what is wrong.
    """
    logging.basicConfig(handlers=[_LogFileHandler(log_file)], level=logging.WARNING, force=True)


class _LogFileHandler(logging.Handler):
    def __init__(self, log_file: Callable[[], Path]) -> None:
        super().__init__()
        self._log_file = log_file

    def emit(self, record: logging.LogRecord) -> None:
        write_event(self._log_file(), "peringatan", modul=record.name, pesan=record.getMessage())


def new_incident_id() -> str:
    """An id such as ``L1122-9F3A2C``: month and day, and six random hex digits."""
    return f"L{datetime.now(UTC):%m%d}-{secrets.token_hex(3).upper()}"


def record_fault(log_file: Path, error: BaseException, **context: Any) -> tuple[str, bool]:
    """Write a fault with its traceback; returns the incident id and whether it could be written."""
    incident = new_incident_id()
    event = {"insiden": incident, "galat": type(error).__name__, **context}
    return incident, write_event(log_file, "gangguan", exc_info=error, **event)


def write_event(log_file: Path, event: str, **fields: Any) -> bool:
    """Append one JSON line to the log; False where the log cannot be written (never an exception)."""
    import structlog

    try:
        log_file.parent.mkdir(parents=True, exist_ok=True)
        if log_file.exists() and log_file.stat().st_size > MAX_BYTES:
            log_file.replace(log_file.with_suffix(".log.1"))
        with log_file.open("a", encoding="utf-8", errors="backslashreplace") as stream:
            logger = structlog.wrap_logger(
                structlog.WriteLogger(stream),
                processors=[
                    structlog.processors.TimeStamper(fmt="iso", utc=True),
                    structlog.processors.format_exc_info,
                    structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
                    _redact,
                ],
            )
            logger.error(event, **fields) if "exc_info" in fields else logger.info(event, **fields)
    except OSError:
        return False
    return True
