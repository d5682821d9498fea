"""Asks the running bot whether it is ready; the container's health check (exit code 0 or 1)."""

from __future__ import annotations

import os
import sys
import urllib.error
import urllib.request

BAWAAN = "8080"
BATAS_S = 4.0


def main() -> int:
    """0 where ``/siap`` answers 200.  Reads the port alone from the environment, for it must be quick."""
    port = os.environ.get("LKJIP_WEB_PORT") or BAWAAN
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/siap", timeout=BATAS_S) as answer:
            return 0 if answer.status == 200 else 1
    except (urllib.error.URLError, OSError, ValueError):
        return 1


if __name__ == "__main__":
    sys.exit(main())
