"""Paper, margins and sections: what stands around the text.

Sizes in twips (1/20 point).  Paper and margins as reports have them: A4 or F4
(folio, 21.5 × 33 cm), 3 cm on the side that is bound, 2.5 cm elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

TWIPS_PER_CM: Final = 566.929
EMU_PER_TWIP: Final = 635


def cm(length: float) -> int:
    """Centimetres in twips."""
    return round(length * TWIPS_PER_CM)


@dataclass(frozen=True, slots=True)
class Kertas:
    """Paper with margins, upright."""

    lebar: int
    tinggi: int
    kiri: int = cm(3)
    kanan: int = cm(2.5)
    atas: int = cm(2.5)
    bawah: int = cm(2.5)
    kepala: int = cm(1.25)
    kaki: int = cm(1.25)

    def lebar_teks(self, lanskap: bool = False) -> int:
        """Width of the text block.  On its side, the bound edge is above."""
        if lanskap:
            return self.tinggi - self.bawah - self.kanan
        return self.lebar - self.kiri - self.kanan

    def tinggi_teks(self, lanskap: bool = False) -> int:
        if lanskap:
            return self.lebar - self.kiri - self.kanan
        return self.tinggi - self.atas - self.bawah


KERTAS: Final = {
    "A4": Kertas(cm(21), cm(29.7)),
    "F4": Kertas(cm(21.5), cm(33)),
}


@dataclass(frozen=True, slots=True)
class Rujukan:
    """Header and footer references of a section (``w:headerReference`` …), for each orientation."""

    tegak: str = ""
    lanskap: str = ""
    halaman_pertama_beda: bool = False


@dataclass(frozen=True, slots=True)
class Seksi:
    """One Word section."""

    lanskap: bool = False
    romawi: bool = False
    mulai: int | None = None
    """First page number, or None to go on counting."""
    sampul: bool = False
    """A cover: no header, no footer."""

    def lanjut(self, *, lanskap: bool) -> Seksi:
        """The section that goes on after this one, turned or not."""
        return replace(self, lanskap=lanskap, mulai=None)

    def xml(self, kertas: Kertas, rujukan: Rujukan, *, pertama: bool = False) -> str:
        """``w:sectPr`` of this section."""
        refs = "" if self.sampul else (rujukan.lanskap if self.lanskap else rujukan.tegak)
        lebar, tinggi = (kertas.tinggi, kertas.lebar) if self.lanskap else (kertas.lebar, kertas.tinggi)
        turned = ' w:orient="landscape"' if self.lanskap else ""
        edges = (
            (kertas.kiri, kertas.kanan, kertas.kanan, kertas.bawah)
            if self.lanskap
            else (kertas.atas, kertas.kanan, kertas.bawah, kertas.kiri)
        )
        margins = " ".join(
            f'w:{name}="{value}"'
            for name, value in zip(("top", "right", "bottom", "left"), edges, strict=True)
        )
        start = "" if self.mulai is None else f' w:start="{self.mulai}"'
        numbers = f'<w:pgNumType w:fmt="{"lowerRoman" if self.romawi else "decimal"}"{start}/>'
        return (
            f'<w:sectPr>{refs}<w:type w:val="nextPage"/>'
            f'<w:pgSz w:w="{lebar}" w:h="{tinggi}"{turned}/>'
            f'<w:pgMar {margins} w:header="{kertas.kepala}" w:footer="{kertas.kaki}" w:gutter="0"/>'
            f"{numbers}"
            + ("<w:titlePg/>" if pertama and rujukan.halaman_pertama_beda else "")
            + "</w:sectPr>"
        )
