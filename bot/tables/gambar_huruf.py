"""Letters for pictures: a font that is there wherever matplotlib is, measured, wrapped and drawn."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

_BUANG: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me"})
MAKS_KARAKTER: Final = 240
"""A cell's text is cut to this before it is measured."""


def bersih(teks: str) -> str:
    """One line of drawable characters; control, direction and combining marks left out."""
    cut = teks[: 4 * MAKS_KARAKTER]
    kept = (" " if ch in "\n\r\t" else ch for ch in cut if ch in "\n\r\t" or _tampak(ch))
    return " ".join("".join(kept).split())[:MAKS_KARAKTER]


def _tampak(ch: str) -> bool:
    return unicodedata.category(ch) not in _BUANG


class Huruf:
    """A font of one size."""

    def __init__(self, font: FreeTypeFont, ukuran: int) -> None:
        self._font = font
        self.tinggi = round(ukuran * 1.28)
        self._lebar: dict[str, float] = {}

    def lebar(self, teks: str) -> float:
        """Width in pixels, the sum of its characters'."""
        total = 0.0
        for ch in teks:
            if ch not in self._lebar:
                self._lebar[ch] = self._font.getlength(ch)
            total += self._lebar[ch]
        return total

    def bungkus(self, teks: str, ruang: int, baris: int) -> list[str]:
        """At most ``baris`` lines that fit; what is cut off ends with an ellipsis."""
        lines: list[str] = []
        line = ""
        words = teks.split(" ") if teks else []
        while words:
            word = words.pop(0)
            tried = f"{line} {word}" if line else word
            if self.lebar(tried) <= ruang:
                line = tried
                continue
            if line:
                lines.append(line)
                line = ""
                words.insert(0, word)
            else:
                fit = self._muat(word, ruang)
                lines.append(word[:fit])
                words.insert(0, word[fit:])
            if len(lines) == baris:
                return [*lines[:-1], self._elipsis(lines[-1], ruang)]
        return [*lines, line] if line else lines

    def _muat(self, word: str, ruang: int) -> int:
        """How many characters fit, at least one."""
        width = 0.0
        for n, ch in enumerate(word):
            width += self.lebar(ch)
            if width > ruang:
                return max(n, 1)
        return len(word)

    def _elipsis(self, line: str, ruang: int) -> str:
        while line and self.lebar(line + "…") > ruang:
            line = line[:-1]
        return line.rstrip(" ,;.") + "…"

    def tulis(self, draw: ImageDraw, at: tuple[int, int], teks: str, warna: str) -> None:
        """Draw one line with its top left corner at ``at``."""
        draw.text(at, teks, font=self._font, fill=warna)


@cache
def huruf(ukuran: int, *, tebal: bool = False) -> Huruf:
    """DejaVu Sans of a size in pixels.

    Found beside matplotlib without importing it; Pillow's own small font stands in where it is missing.
    """
    from PIL import ImageFont

    name = "DejaVuSans-Bold.ttf" if tebal else "DejaVuSans.ttf"
    spec = find_spec("matplotlib")
    folder = Path(spec.submodule_search_locations[0]) if spec and spec.submodule_search_locations else None
    path = folder / "mpl-data" / "fonts" / "ttf" / name if folder else None
    if path is not None and path.is_file():
        return Huruf(ImageFont.truetype(str(path), ukuran, layout_engine=ImageFont.Layout.BASIC), ukuran)
    fallback = ImageFont.load_default(ukuran)
    if not isinstance(fallback, ImageFont.FreeTypeFont):
        raise RuntimeError("Pillow was built without FreeType")
    return Huruf(fallback, ukuran)
