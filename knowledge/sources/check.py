"""For authors: ``python -m knowledge.sources.check`` counts all, or names the first error."""

from __future__ import annotations

import sys
import time

from knowledge.sources import SourceError, shipped


def main() -> int:
    """Prints passages and statements per source; returns 0, or 2 where a file breaks the format."""
    start = time.perf_counter()
    try:
        loads = shipped()
    except SourceError as error:
        print(error, file=sys.stderr)
        return 2
    spent = (time.perf_counter() - start) * 1000
    for load in loads:
        statements = sum(len(p.pernyataan) for p in load.passages)
        note = "" if load.sumber.dimuat else "(nama saja)"
        print(f"{load.sumber.id:32} {len(load.passages):4} passage {statements:5} pernyataan {note}")
    print(f"{sum(len(x.passages) for x in loads)} passage, {len(loads)} sumber, {spent:.0f} ms")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
