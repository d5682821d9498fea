"""Inline pieces to runs; comments; and for every number a note in the ledger of where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.drafting.docx_writer.xml import HEADER, NAMESPACES, quote, run, run_properties
from bot.drafting.ledger import Ledger
from bot.drafting.model import Angka, Inlines, Komentar, Lengkapi, Polos

PENULIS: Final = "Asisten LKjIP"
INISIAL: Final = "AL"
_HIGHLIGHT: Final = '<w:highlight w:val="yellow"/>'
_GAP_OPEN: Final = "[LENGKAPI: "
_GAP_CLOSE: Final = "]"


@dataclass(frozen=True, slots=True)
class Tempat:
    """Where an element stands: key of its section, and its name, unique in the document."""

    bagian: str
    elemen: str


class InlineWriter:
    """Writes inline pieces.  Comments are collected and become ``word/comments.xml``."""

    def __init__(self, ledger: Ledger, tanggal: str | None = None) -> None:
        self._ledger = ledger
        self._tanggal = tanggal
        self._comments: list[str] = []

    def write(self, isi: Inlines, tempat: Tempat, *, tebal: bool = False) -> str:
        """Runs for ``isi``; neighbouring pieces that look alike share one run."""
        catat = self._ledger.catat_tempat
        bagian, elemen = tempat.bagian, tempat.elemen
        found: list[str] = []
        words: list[str] = []
        look = (tebal, False)
        for piece in isi:
            if isinstance(piece, Polos | Angka):
                now = (tebal or piece.tebal, piece.miring)
                if now != look and words:
                    found.append(run("".join(words), run_properties(*look)))
                    words.clear()
                look = now
                words.append(piece.teks)
                if isinstance(piece, Angka):
                    catat(piece.id, bagian, elemen)
                continue
            if words:
                found.append(run("".join(words), run_properties(*look)))
                words.clear()
            if isinstance(piece, Lengkapi):
                found.append(self._gap(piece, tempat, tebal))
            else:
                found.append(self.comment(self.write(piece.pada, tempat, tebal=tebal), piece.isi, tempat))
        if words:
            found.append(run("".join(words), run_properties(*look)))
        return "".join(found)

    def _gap(self, piece: Lengkapi, tempat: Tempat, tebal: bool) -> str:
        """A highlighted gap, with its comment where it has one."""
        words = [_GAP_OPEN]
        for part in piece.isi:
            words.append(part.teks)
            if isinstance(part, Angka):
                self._ledger.catat_tempat(part.id, tempat.bagian, tempat.elemen)
        words.append(_GAP_CLOSE)
        marked = run("".join(words), run_properties(tebal, False) + _HIGHLIGHT)
        return self.comment(marked, piece.komentar, tempat) if piece.komentar else marked

    def comment(self, anchored: str, isi: tuple[Polos | Angka, ...], tempat: Tempat) -> str:
        """``anchored`` runs with a comment that says ``isi``."""
        number = len(self._comments)
        self._comments.append("")  # the place is taken before the words are written
        date = f' w:date="{self._tanggal}T00:00:00Z"' if self._tanggal else ""
        words = self.write(isi, Tempat(tempat.bagian, f"komentar {number + 1}"))
        self._comments[number] = (
            f'<w:comment w:id="{number}" w:author="{quote(PENULIS)}"{date} w:initials="{INISIAL}">'
            '<w:p><w:pPr><w:pStyle w:val="CommentText"/></w:pPr>'
            '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:annotationRef/></w:r>'
            f"{words}</w:p></w:comment>"
        )
        return (
            f'<w:commentRangeStart w:id="{number}"/>{anchored}<w:commentRangeEnd w:id="{number}"/>'
            '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>'
            f'<w:commentReference w:id="{number}"/></w:r>'
        )

    def comments_xml(self) -> str | None:
        """``word/comments.xml``, or None without comments."""
        if not self._comments:
            return None
        return f"{HEADER}<w:comments {NAMESPACES}>{''.join(self._comments)}</w:comments>"


def kata(isi: Inlines) -> tuple[Polos | Angka, ...]:
    """The pieces as they are read, without comments: what a table of contents repeats."""
    found: list[Polos | Angka] = []
    for piece in isi:
        if isinstance(piece, Komentar):
            found += piece.pada
        elif isinstance(piece, Lengkapi):
            found += (Polos(_GAP_OPEN), *piece.isi, Polos(_GAP_CLOSE))
        else:
            found.append(piece)
    return tuple(found)


def panjang(isi: Inlines) -> int:
    """Number of characters that are printed."""
    return sum(len(piece.teks) for piece in kata(isi))
