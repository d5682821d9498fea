"""A tiny writer of PDFs for the tests: text in standard fonts, rules, boxes.  Points from the top left."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from pathlib import Path

FONTS = {"F1": "Helvetica", "F2": "Helvetica-Bold", "F3": "Courier"}
LINE = 1.2
"""Distance of baselines, in letter sizes."""


@dataclass
class Page:
    """The drawing operators of one page."""

    width: float = 595
    height: float = 842
    rotate: int = 0
    operators: list[str] = field(default_factory=list)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 10,
        font: str = "F1",
        gray: float = 0,
        turn: int = 0,
    ) -> None:
        """Write lines (parted by a line feed), the first baseline at ``y``; ``turn`` 90 writes upwards."""
        for index, line in enumerate(text.split("\n")):
            escaped = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            step = index * size * LINE
            place = (x, self.height - y - step) if turn == 0 else (x + step, self.height - y)
            matrix = "1 0 0 1" if turn == 0 else "0 1 -1 0"
            self.operators.append(
                f"BT {gray} g /{font} {size} Tf {matrix} {place[0]:.2f} {place[1]:.2f} Tm ({escaped}) Tj ET"
            )

    def rule(self, x0: float, y0: float, x1: float, y1: float, *, width: float = 0.5, dash: str = "") -> None:
        self.operators.append(
            f"q {dash} {width} w {x0:.2f} {self.height - y0:.2f} m {x1:.2f} {self.height - y1:.2f} l S Q"
        )

    def box(self, x0: float, y0: float, x1: float, y1: float, *, gray: float = 0, fill: bool = True) -> None:
        paint = "f" if fill else "S"
        self.operators.append(
            f"q {gray} g {x0:.2f} {self.height - y1:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re {paint} Q"
        )

    def table(
        self,
        xs: list[float],
        ys: list[float],
        rows: list[list[str | None]],
        *,
        size: float = 9,
        font: str = "F1",
        merges: tuple[tuple[int, int, int, int], ...] = (),
        ruled: bool = True,
    ) -> None:
        """Draw a table: ``rows`` of texts on the boundaries ``xs`` and ``ys``; no edges inside ``merges``
        (top, left, bottom, right; inclusive)."""
        inside = {
            (row, col): merge
            for merge in merges
            for row in range(merge[0], merge[2] + 1)
            for col in range(merge[1], merge[3] + 1)
        }
        for row in range(len(ys) - 1):
            for col in range(len(xs) - 1):
                merge = inside.get((row, col), (row, col, row, col))
                if ruled and row == merge[0]:
                    self.rule(xs[col], ys[row], xs[col + 1], ys[row])
                if ruled and row == merge[2]:
                    self.rule(xs[col], ys[row + 1], xs[col + 1], ys[row + 1])
                if ruled and col == merge[1]:
                    self.rule(xs[col], ys[row], xs[col], ys[row + 1])
                if ruled and col == merge[3]:
                    self.rule(xs[col + 1], ys[row], xs[col + 1], ys[row + 1])
                text = rows[row][col] if row < len(rows) and col < len(rows[row]) else None
                if text:
                    self.text(xs[col] + 3, ys[row] + size + 1, text, size=size, font=font)


def write_pdf(path: Path, pages: list[Page]) -> Path:
    """Write ``pages`` as a PDF with compressed streams."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    names = {}
    for key, name in FONTS.items():
        objects.append(
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>".encode()
        )
        names[key] = len(objects)
    fonts = " ".join(f"/{key} {number} 0 R" for key, number in names.items())
    kids = []
    for page in pages:
        stream = zlib.compress("\n".join(page.operators).encode("cp1252"))
        objects.append(
            f"<< /Length {len(stream)} /Filter /FlateDecode >>\nstream\n".encode() + stream + b"\nendstream"
        )
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.width} {page.height}] /Rotate {page.rotate}"
            f" /Resources << /Font << {fonts} >> >> /Contents {len(objects)} 0 R >>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    out = bytearray(b"%PDF-1.5\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    path.write_bytes(bytes(out))
    return path
