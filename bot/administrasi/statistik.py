"""Statistics of the conversation over some days: data, and the chart."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from bot.chat.waktu import BULAN, ZONA
from bot.store import statistics

if TYPE_CHECKING:
    from bot.store.koneksi import Koneksi

PERIODE = (7, 30, 90)
"""Days that the buttons offer."""


@dataclass(frozen=True, slots=True)
class Hari:
    """The questions of one day."""

    tanggal: date
    dijawab: int
    ditolak: int


@dataclass(frozen=True, slots=True)
class Statistik:
    """What the admin sees of a period that ends today."""

    hari: tuple[Hari, ...]
    """Every day of the period, the oldest first."""
    penanya: int
    membantu: int
    belum_membantu: int
    draf: int
    antrean: int
    """Items that wait for a narasumber now."""
    p50_ms: int | None
    """Median of the time to make an answer; None without questions."""
    p95_ms: int | None

    @property
    def soal(self) -> int:
        return sum(one.dijawab + one.ditolak for one in self.hari)

    @property
    def ditolak(self) -> int:
        return sum(one.ditolak for one in self.hari)

    @property
    def persen_ditolak(self) -> int:
        """Half up, 0 to 100."""
        return (200 * self.ditolak + self.soal) // (2 * self.soal) if self.soal else 0


async def statistik(conn: Koneksi, now: datetime, days: int) -> Statistik:
    """Statistics of the last ``days`` days, today among them."""
    today = now.astimezone(ZONA).date()
    first = today - timedelta(days=days - 1)
    since = datetime(first.year, first.month, first.day, tzinfo=ZONA)
    rows = await statistics.questions_since(conn, since)
    counted = Counter((one.waktu.astimezone(ZONA).date(), one.ditolak) for one in rows)
    good, bad = await statistics.votes_since(conn, since)
    times = sorted(one.waktu_ms for one in rows)
    return Statistik(
        tuple(
            Hari(day, counted[day, False], counted[day, True])
            for day in (first + timedelta(days=at) for at in range(days))
        ),
        await statistics.askers_since(conn, since),
        good,
        bad,
        await statistics.drafts_since(conn, since),
        await statistics.queue_open(conn),
        percentile(times, 50),
        percentile(times, 95),
    )


def percentile(ordered: Sequence[int], percent: int) -> int | None:
    """The smallest value that so many percent do not exceed (nearest rank); None of nothing."""
    if not ordered:
        return None
    return ordered[max(-(-percent * len(ordered) // 100), 1) - 1]


def grafik(found: Statistik) -> bytes:
    """Questions a day as a PNG for a phone.  Loads matplotlib: use a thread."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    groups = _groups(found.hari)
    at = range(len(groups))
    answered, refused = [g.dijawab for g in groups], [g.ditolak for g in groups]
    figure = Figure(figsize=(6.4, 4.8), dpi=150, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    axes.bar(at, answered, color="#1F4E79", label="Dijawab", width=0.8)
    axes.bar(
        at,
        refused,
        bottom=answered,
        color="#E08214",
        hatch="//",
        edgecolor="white",
        label="Ditolak",
        width=0.8,
    )
    weekly = len(groups) < len(found.hari)
    axes.set_title(f"Pertanyaan per {'minggu' if weekly else 'hari'}", fontsize=17)
    step = -(-len(groups) // 7)
    shown = [position for position in at if (len(groups) - 1 - position) % step == 0]
    axes.set_xticks(shown, [_day(groups[position].tanggal) for position in shown], fontsize=13)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=6))
    axes.set_ylim(0, max([a + b for a, b in zip(answered, refused, strict=True)] + [1]) * 1.15)
    axes.tick_params(axis="y", labelsize=13)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.grid(axis="y", color="#DDDDDD")
    axes.set_axisbelow(True)
    figure.legend(loc="outside lower center", ncols=2, fontsize=13, frameon=False)
    out = io.BytesIO()
    figure.savefig(out, format="png")
    return out.getvalue()


HARIAN = 31
"""More days than this are shown by the week: a phone has room for so many bars."""


def _groups(days: Sequence[Hari]) -> list[Hari]:
    """Days, or weeks counted back from today under the date of their first day."""
    if len(days) <= HARIAN:
        return list(days)
    weeks = []
    for end in range(len(days), 0, -7):
        part = days[max(end - 7, 0) : end]
        weeks.append(Hari(part[0].tanggal, sum(d.dijawab for d in part), sum(d.ditolak for d in part)))
    return weeks[::-1]


def _day(day: date) -> str:
    return f"{day.day} {BULAN[day.month - 1][:3]}"
