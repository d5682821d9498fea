"""Many small trends in one picture: two columns of panels, each with its own scale.

All panels are drawn on one bare axes in inches.  An axes for each panel would
cost ten times as much, and nothing here needs a numbered axis: the values
stand beside their marks, as in the other charts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from bot.drafting.chart_text import capital, gaya, koordinat, label_nilai, wrap
from bot.drafting.model import Gambar, Panel

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

KOLOM: Final = 2
GARIS: Final = (("#1F4E79", "-", "o"), ("#7F7F7F", "--", "s"), ("#404040", ":", "^"), ("#8FAADC", "-.", "D"))
ACUAN: Final = "#C00000"
_TINGGI: Final = 1.38
"""Height of a panel, inches."""
_LEGENDA: Final = 0.26
_JUDUL: Final = 0.13
"""Height of a line of a panel's title."""
_TAHUN: Final = 0.18
_TEPI: Final = 0.34
"""Room beside the first and the last mark for half a label."""
_HURUF: Final = 7.0
_LEBAR_HURUF: Final = 0.052
"""Mean width of a figure at that size, inches."""
_NAMA_SERI: Final = 8.0


@dataclass(frozen=True, slots=True)
class _Kotak:
    """Where the marks of one panel go, inches."""

    kiri: float
    kanan: float
    bawah: float
    atas: float
    rendah: float
    tinggi: float
    """Range of the values."""
    banyak: int

    def x(self, index: int) -> float:
        if self.banyak < 2:
            return (self.kiri + self.kanan) / 2
        return self.kiri + (self.kanan - self.kiri) * index / (self.banyak - 1)

    def y(self, value: float) -> float:
        return self.bawah + (self.atas - self.bawah) * (value - self.rendah) / (self.tinggi - self.rendah)


def gambar_panel(gambar: Gambar, lebar: float, dpi: int) -> Figure:
    """The figure of all panels, ``lebar`` inches wide."""
    from matplotlib import rcParams
    from matplotlib.figure import Figure

    gaya(rcParams)
    columns = min(KOLOM, len(gambar.panel)) or 1
    rows = -(-len(gambar.panel) // columns)
    tall = _LEGENDA + rows * _TINGGI
    figure = Figure(figsize=(lebar, tall), dpi=dpi, facecolor="white")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, lebar)
    axes.set_ylim(0, tall)
    wide = lebar / columns
    for n, panel in enumerate(gambar.panel):
        left, top = (n % columns) * wide, tall - _LEGENDA - (n // columns) * _TINGGI
        _panel(axes, panel, left, top, wide)
    _legenda(axes, gambar.panel, tall)
    return figure


def _panel(axes: Axes, panel: Panel, left: float, top: float, wide: float) -> None:
    said = panel.satuan.casefold() in panel.nama.casefold()
    name = panel.nama if said else f"{panel.nama} ({panel.satuan})"
    title = wrap(name, int(wide / 0.066), 2)
    axes.text(left + 0.08, top - 0.02, title, fontsize=_HURUF, fontweight="bold", va="top")
    bottom = top - _TINGGI + 0.06
    low, high = _rentang(panel)
    box = _Kotak(
        left + _TEPI,
        left + wide - _TEPI,
        bottom + _TAHUN + 0.16,
        top - 2 * _JUDUL - 0.2,
        low,
        high,
        len(panel.label),
    )
    foot = bottom + _TAHUN
    axes.plot([left + 0.08, left + wide - 0.08], [foot, foot], color="#A6A6A6", linewidth=0.6)
    for i, label in enumerate(panel.label):
        axes.text(box.x(i), foot - 0.03, wrap(label, 10, 1), fontsize=_HURUF, ha="center", va="top")
    if panel.garis_acuan is not None:
        at = box.y(koordinat(panel.garis_acuan))
        axes.plot([box.kiri - 0.2, box.kanan + 0.2], [at, at], color=ACUAN, dashes=(6, 3), linewidth=1)
    _garis(axes, panel, box)


def _garis(axes: Axes, panel: Panel, box: _Kotak) -> None:
    widest = max((len(label_nilai(s, i)) for s in panel.seri for i in range(len(s.nilai))), default=0)
    step = (box.kanan - box.kiri) / max(1, box.banyak - 1)
    crowded = widest * _LEBAR_HURUF > step
    for n, seri in enumerate(panel.seri):
        colour, dash, marker = GARIS[n % len(GARIS)]
        points = [(i, v) for i, v in enumerate(seri.nilai) if v is not None]
        axes.plot(
            [box.x(i) for i, _ in points],
            [box.y(koordinat(v)) for _, v in points],
            color=colour,
            linestyle=dash,
            marker=marker,
            markersize=4,
            linewidth=1.2,
        )
        for i, v in points:
            if n and (_sama(panel, i, v) or (crowded and i != points[-1][0])):
                continue  # said already by the mark on which it lies, or no room for it
            up = _di_atas(panel, n, i, v) if not crowded or n else i % 2 == 0
            shift = 0.06 if up else -0.06
            _nilai(axes, label_nilai(seri, i), box.x(i), box.y(koordinat(v)) + shift, up=up)


def _sama(panel: Panel, index: int, value: Decimal) -> bool:
    return panel.seri[0].nilai[index] == value


def _di_atas(panel: Panel, which: int, index: int, value: Decimal) -> bool:
    """Of two marks at one place the lower one has its label below."""
    others = [s.nilai[index] for n, s in enumerate(panel.seri) if n != which]
    return all(o is None or value >= o for o in others)


def _nilai(axes: Axes, label: str, x: float, y: float, *, up: bool) -> None:
    options: dict[str, Any] = {
        "ha": "center",
        "va": "bottom" if up else "top",
        "bbox": {"facecolor": "white", "edgecolor": "none", "pad": 0.2},
    }
    axes.text(x, y, label, fontsize=_HURUF - 0.5, zorder=5, **options)


def _rentang(panel: Panel) -> tuple[float, float]:
    values = [koordinat(v) for s in panel.seri for v in s.nilai if v is not None]
    if panel.garis_acuan is not None:
        values.append(koordinat(panel.garis_acuan))
    low, high = min(values, default=0.0), max(values, default=1.0)
    room = (high - low) * 0.05 or abs(high) * 0.05 or 1.0
    return low - room, high + room


def _legenda(axes: Axes, panels: Sequence[Panel], tall: float) -> None:
    """What the lines are, once for all panels."""
    names = list(dict.fromkeys(s.nama for p in panels for s in p.seri))
    items: list[tuple[str, str, Any, str | None]] = [
        (name, GARIS[n % len(GARIS)][0], GARIS[n % len(GARIS)][1], GARIS[n % len(GARIS)][2])
        for n, name in enumerate(names)
    ]
    reference = next((p.label_acuan for p in panels if p.garis_acuan is not None), None)
    if reference is not None:
        items.append((capital(reference), ACUAN, (0, (6, 3)), None))
    x, y = 0.1, tall - _LEGENDA / 2
    for name, colour, dash, marker in items:
        axes.plot(
            [x, x + 0.15, x + 0.3],
            [y, y, y],
            color=colour,
            linestyle=dash,
            marker=marker,
            markevery=[1],
            markersize=4,
            linewidth=1.2,
        )
        axes.text(x + 0.36, y, wrap(name, 40, 1), fontsize=_NAMA_SERI, va="center")
        x += 0.36 + len(name) * 0.068 + 0.25
