"""Names the trace of an answer."""

from __future__ import annotations

import secrets
from datetime import datetime


def new_jejak_id(now: datetime) -> str:
    """An id such as ``J1122-9F3A2C``: month and day, and six random hex digits; short enough to be typed."""
    return f"J{now:%m%d}-{secrets.token_hex(3).upper()}"
