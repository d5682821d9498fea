"""Charts of a draft: PNG at 200 dpi, as wide as the text, legible in black and white.

Bars differ by hatching and lightness, lines by marker and dash, and every
value is printed beside its mark; there is no numbered axis, so that a chart
shows no number that the draft does not have.  The same chart gives the same
bytes.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from bot.drafting.chart_panels import ACUAN, gambar_panel
from bot.drafting.chart_panels import GARIS as _GARIS
from bot.drafting.chart_text import capital, gaya, koordinat, label_nilai, literal, wrap
from bot.drafting.model import Gambar, Panel

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

DPI: Final = 200
LEBAR_CM: Final = 15.5
"""Width of the text on A4 with our margins; a wider page scales the picture."""
_LEBAR: Final = LEBAR_CM / 2.54
_HURUF: Final = 8.0
_WARNA: Final = 64
_PUTIH: Final = 248
_MAKS_TEGAK: Final = 6
"""More groups than this, or long names, lie on their side, where the names have room."""
_PANJANG_TEGAK: Final = 40
_ISI: Final = (("#BDD7EE", "///"), ("#1F4E79", ""), ("#FFFFFF", "..."), ("#8FAADC", "xx"))
"""Fill and hatch of a series of bars, light and dark in turn."""


def render(gambar: Gambar) -> bytes:
    """One chart as PNG.  Raises ValueError for an unknown kind or a series that does not fit the labels."""
    parts: tuple[Gambar | Panel, ...] = (gambar, *gambar.panel)
    for part in parts:
        for seri in part.seri:
            if len(seri.nilai) != len(part.label) or (seri.teks and len(seri.teks) != len(seri.nilai)):
                raise ValueError(f"series {seri.nama!r} does not fit the labels")
    if gambar.jenis == "panel":
        figure = gambar_panel(gambar, _LEBAR, DPI)
    elif gambar.jenis == "garis":
        figure = _lines(gambar)
    elif gambar.jenis == "batang" and not _is_long(gambar):
        figure = _columns(gambar)
    elif gambar.jenis in ("batang", "batang_datar"):
        figure = _bars(gambar)
    else:
        raise ValueError(f"unknown kind of chart: {gambar.jenis}")
    return _png(figure)


def _png(figure: Figure) -> bytes:
    """The drawn figure as PNG with a palette, which suits flat colours and is a quarter of the size."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image

    canvas: Any = FigureCanvasAgg(figure)
    canvas.draw()
    size = canvas.get_width_height()
    picture = Image.frombuffer("RGBA", size, canvas.buffer_rgba(), "raw", "RGBA", 0, 1).convert("RGB")
    flat = picture.quantize(_WARNA, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    palette = flat.getpalette() or []
    flat.putpalette([255 if level >= _PUTIH else level for level in palette])  # paper is white, not nearly
    out = io.BytesIO()
    flat.save(out, "PNG", dpi=(DPI, DPI))
    return out.getvalue()


def _is_long(gambar: Gambar) -> bool:
    widest = max((len(label_nilai(s, i)) for s in gambar.seri for i in range(len(s.nilai))), default=0)
    groups = len(gambar.label)
    return (
        groups > _MAKS_TEGAK
        or any(len(label) > _PANJANG_TEGAK for label in gambar.label)
        or widest * groups * len(gambar.seri) > 90
    )


def _figure(height: float, left: float, right: float, top: float, bottom: float) -> tuple[Figure, Axes]:
    """A figure of the text's width; margins in inches."""
    from matplotlib import rcParams
    from matplotlib.figure import Figure

    gaya(rcParams)
    figure = Figure(figsize=(_LEBAR, height), dpi=DPI, facecolor="white")
    box = (left / _LEBAR, bottom / height, 1 - (left + right) / _LEBAR, 1 - (top + bottom) / height)
    axes = figure.add_axes(box)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.tick_params(labelsize=_HURUF, length=0)
    return figure, axes


def _legend(figure: Figure, axes: Axes, gambar: Gambar) -> None:
    """Names of the series (and of the reference line) in a row at the top; the unit beside them."""
    handles, names = axes.get_legend_handles_labels()
    names = [literal(name) for name in names]
    if len(handles) > 1:
        figure.legend(
            handles,
            names,
            loc="upper left",
            bbox_to_anchor=(0.01, 0.995),
            ncols=4,
            fontsize=_HURUF,
            frameon=False,
        )
    if gambar.satuan:
        unit = f"satuan: {wrap(gambar.satuan, 40, 1)}"
        figure.text(0.985, 0.985, unit, fontsize=_HURUF, ha="right", va="top", style="italic")


def _limits(gambar: Gambar, *, zero: bool) -> tuple[float, float]:
    """Range of the value axis, with room for the labels; bars begin at zero."""
    values = [koordinat(v) for s in gambar.seri for v in s.nilai if v is not None]
    if gambar.garis_acuan is not None:
        values.append(koordinat(gambar.garis_acuan))
    if zero:
        values.append(0.0)
    low, high = min(values, default=0.0), max(values, default=1.0)
    span = (high - low) or abs(high) or 1.0
    return (low - 0.18 * span if low < 0 or not zero else 0.0), high + 0.18 * span


def _columns(gambar: Gambar) -> Figure:
    """Grouped upright bars."""
    names = [wrap(label, max(9, 62 // max(1, len(gambar.label))), 4) for label in gambar.label]
    below = 0.2 + 0.145 * max(name.count("\n") + 1 for name in names)
    figure, axes = _figure(1.75 + below, 0.15, 0.15, 0.42, below)
    low, high = _limits(gambar, zero=True)
    axes.set_ylim(low, high)
    width = 0.76 / len(gambar.seri)
    for number, seri in enumerate(gambar.seri):
        fill, hatch = _ISI[number % len(_ISI)]
        at = [i + (number - (len(gambar.seri) - 1) / 2) * width for i in range(len(names))]
        heights = [koordinat(v) if v is not None else 0.0 for v in seri.nilai]
        axes.bar(
            at,
            heights,
            width * 0.92,
            color=fill,
            hatch=hatch,
            edgecolor="#262626",
            linewidth=0.7,
            label=seri.nama,
        )
        for i, x in enumerate(at):
            if seri.nilai[i] is not None:
                side = 2 if heights[i] >= 0 else -2
                _value(axes, label_nilai(seri, i), (x, heights[i]), (0, side))
    axes.set_xticks(range(len(names)), names)
    axes.set_xlim(-0.6, len(names) - 0.4)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    if low < 0:
        axes.axhline(0, color="#262626", linewidth=0.8)
    _reference(axes, gambar, upright=True)
    _legend(figure, axes, gambar)
    return figure


def _bars(gambar: Gambar) -> Figure:
    """Bars lying on their side, first label at the top."""
    lines = 3 if len(gambar.label) <= 12 else 2
    names = [wrap(label, 38, lines) for label in gambar.label]
    deep = max(0.16 * len(gambar.seri) + 0.08, 0.125 * max(n.count("\n") + 1 for n in names) + 0.1)
    figure, axes = _figure(0.55 + deep * len(names), 2.45, 0.1, 0.42, 0.1)
    low, high = _limits(gambar, zero=True)
    widest = max((len(label_nilai(s, i)) for s in gambar.seri for i in range(len(s.nilai))), default=0)
    room = min(0.6, widest * 0.075 / (_LEBAR - 2.55))  # share of the axis that the longest label needs
    axes.set_xlim(low / (1 - room) if low < 0 else 0, high / 1.18 / (1 - room) * 1.02 or 1)
    thick = 0.8 / len(gambar.seri)
    for number, seri in enumerate(gambar.seri):
        fill, hatch = _ISI[number % len(_ISI)]
        at = [i + (number - (len(gambar.seri) - 1) / 2) * thick for i in range(len(names))]
        widths = [koordinat(v) if v is not None else 0.0 for v in seri.nilai]
        axes.barh(
            at,
            widths,
            thick * 0.9,
            color=fill,
            hatch=hatch,
            edgecolor="#262626",
            linewidth=0.7,
            label=seri.nama,
        )
        for i, y in enumerate(at):
            if seri.nilai[i] is not None:
                side = 3 if widths[i] >= 0 else -3
                _value(axes, label_nilai(seri, i), (widths[i], y), (side, 0))
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.45, -0.55)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    axes.spines["left"].set_visible(low >= 0)
    if low < 0:
        axes.axvline(0, color="#262626", linewidth=0.8)
    _reference(axes, gambar, upright=False)
    _legend(figure, axes, gambar)
    return figure


def _lines(gambar: Gambar) -> Figure:
    """A trend: one line for each series, its values beside the marks."""
    names = [wrap(label, 14, 2) for label in gambar.label]
    figure, axes = _figure(2.45, 0.25, 0.25, 0.42, 0.38)
    axes.set_ylim(*_limits(gambar, zero=False))
    for number, seri in enumerate(gambar.seri):
        colour, dash, marker = _GARIS[number % len(_GARIS)]
        heights = [koordinat(v) for v in seri.nilai]
        axes.plot(
            range(len(names)),
            heights,
            color=colour,
            linestyle=dash,
            marker=marker,
            markersize=5,
            label=seri.nama,
        )
        for i, y in enumerate(heights):
            if seri.nilai[i] is not None:
                _value(axes, label_nilai(seri, i), (i, y), (0, -6 if _is_lowest(gambar, number, i) else 6))
    axes.set_xticks(range(len(names)), names)
    axes.set_xlim(-0.4, len(names) - 0.6)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    _reference(axes, gambar, upright=True)
    _legend(figure, axes, gambar)
    return figure


def _is_lowest(gambar: Gambar, number: int, index: int) -> bool:
    """Whether this series has the lower of several marks at one place: its label goes below."""
    here = [s.nilai[index] for s in gambar.seri]
    mine = here[number]
    others = [v for n, v in enumerate(here) if n != number and v is not None]
    if mine is None or not others:
        return False
    lowest = min(others)
    return mine < lowest or (mine == lowest and number == len(here) - 1)


def _value(axes: Axes, label: str, at: tuple[float, float], offset: tuple[int, int]) -> None:
    """A value beside its mark, on white so that lines and hatches do not run through it."""
    across, up = offset
    options: dict[str, Any] = {
        "ha": "center" if across == 0 else ("left" if across > 0 else "right"),
        "va": "center" if up == 0 else ("bottom" if up > 0 else "top"),
        "bbox": {"facecolor": "white", "edgecolor": "none", "pad": 0.4},
    }
    axes.annotate(
        literal(label),
        at,
        xytext=offset,
        textcoords="offset points",
        fontsize=_HURUF - 0.5,
        zorder=5,
        **options,
    )


def _reference(axes: Axes, gambar: Gambar, *, upright: bool) -> None:
    """The line to hold the values against, such as a target; its name is in the legend."""
    if gambar.garis_acuan is None:
        return
    at = koordinat(gambar.garis_acuan)
    style: dict[str, Any] = {
        "color": ACUAN,
        "linestyle": (0, (6, 3)),
        "linewidth": 1.1,
        "label": capital(gambar.label_acuan or "acuan"),
        "zorder": 1,
    }
    if upright:
        axes.axhline(at, **style)
    else:
        axes.axvline(at, **style)
