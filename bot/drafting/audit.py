"""The audit: the written document is opened again and every number in it is held against the ledger.

Three questions, for every paragraph, cell, comment, caption, contents entry,
header, footer and alternative text: are the numbers that stand there the ones
that the ledger says were printed there, in that order, and no others?  Does
each entry's text say its value, at the precision that is printed?  Does its
formula give that value, computed anew from its inputs?  One "no" fails the
draft.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Final

from bot.drafting.docx_text import SAFE_FIELDS, DocxText
from bot.drafting.ledger import NUMBER, AsalRumus, Entri, Ledger
from bot.errors import ErrorCode, LkjipError
from bot.kinerja.rumus import RUMUS

_PLAIN: Final = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?\Z")
"""A number as the draft prints one: dots between thousands, or none, and a decimal comma."""
_TOLERANCE: Final = Decimal("1e-15")
"""Relative; inputs and results carry 28 significant digits."""
_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class Ketidakcocokan:
    """A number that cannot be traced, and where it stands."""

    elemen: str
    bagian: str
    teks: str
    """The number as it stands in the document; empty if an expected one is missing."""
    alasan: str
    """A complete Indonesian sentence."""


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What the audit saw.  ``sah`` if every number is traced."""

    angka: int
    """Numbers in the document."""
    tertelusur: int
    elemen: int
    """Elements that have a number."""
    salah: tuple[Ketidakcocokan, ...]

    @property
    def sah(self) -> bool:
        return not self.salah

    def pastikan(self) -> None:
        """Raise LkjipError (``audit-gagal``) unless every number is traced."""
        if self.sah:
            return
        first = self.salah[0]
        more = f" (dan {len(self.salah) - 1} lainnya)" if len(self.salah) > 1 else ""
        raise LkjipError(
            ErrorCode.AUDIT_FAILED,
            f"Draf tidak diserahkan karena audit angka gagal: {first.alasan}{more}",
            "Ini kesalahan kami, bukan kesalahan tabel Anda. Mohon laporkan kejadian ini.",
            lokasi=f"{first.bagian}, {first.elemen}" if first.bagian else first.elemen,
            exit_code=1,
        )


def audit(docx: bytes, ledger: Ledger) -> AuditReport:
    """Hold a written document against the ledger that the writer filled.

    Never raises for a number that is wrong (see :meth:`AuditReport.pastikan`); raises LkjipError
    ``audit-gagal`` for bytes that are no Word document.
    """
    return _Auditor(ledger).run(docx)


class _Auditor:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._expected: dict[str, Sequence[str]] = dict(ledger.cetakan())
        self._tokens: dict[str, list[str]] = {}
        self._wrong: list[Ketidakcocokan] = []
        self._found = 0
        self._traced = 0

    def run(self, docx: bytes) -> AuditReport:
        from zipfile import BadZipFile

        from lxml.etree import XMLSyntaxError

        text = DocxText(docx)
        elements = 0
        try:
            for elemen in text.elements():
                tokens = NUMBER.findall(elemen.teks)
                ids = self._expected.pop(elemen.nama, ())
                if tokens or ids:
                    elements += 1
                    self._compare(elemen.nama, elemen.teks, tokens, ids)
        except (BadZipFile, KeyError, XMLSyntaxError):
            self._fail("dokumen", "", "Dokumen yang ditulis tidak dapat dibuka kembali.")
        for name, ids in self._expected.items():
            self._fail(name, "", f"Angka {self._printed(ids)} tercatat di sini, tetapi elemennya tidak ada.")
        for kind in sorted(text.fields - SAFE_FIELDS):
            self._fail("bidang", "", f"Dokumen memuat bidang {kind or 'tanpa nama'} yang tidak dikenal.")
        self._check_entries()
        return AuditReport(self._found, self._traced, elements, tuple(self._wrong))

    # --- where numbers stand

    def _compare(self, name: str, text: str, tokens: list[str], ids: Sequence[str]) -> None:
        """The numbers of one element against those that were printed there, one after the other."""
        self._found += len(tokens)
        expected = [token for entri_id in ids for token in self._tokens_of(entri_id)]
        if tokens == expected:
            self._traced += len(tokens)
            self._check_words(name, text, ids)
            return
        for position, token in enumerate(tokens):
            if position >= len(expected) or token != expected[position]:
                wanted = f"; seharusnya {expected[position]}" if position < len(expected) else ""
                self._fail(name, token, f"Angka {token} tidak tercatat di tempat ini{wanted}.", ids)
                return
            self._traced += 1
        missing = expected[len(tokens)]
        self._fail(name, "", f"Angka {missing} yang tercatat di tempat ini tidak ada dalam dokumen.", ids)

    def _check_words(self, name: str, text: str, ids: Sequence[str]) -> None:
        """An entry with a sign, a currency or an operator must stand there with it."""
        position = 0
        for entri_id in ids:
            printed = self._ledger[entri_id].teks
            found = text.find(printed, position)
            if found < 0:
                if "gambar " in name:  # alternative texts repeat the bare number
                    continue
                self._fail(name, printed, f"Angka {printed} tidak tertulis lengkap dengan tandanya.", ids)
                return
            position = found + len(printed)

    def _tokens_of(self, entri_id: str) -> list[str]:
        if entri_id not in self._tokens:
            self._tokens[entri_id] = NUMBER.findall(self._ledger[entri_id].teks)
        return self._tokens[entri_id]

    def _printed(self, ids: Sequence[str]) -> str:
        return ", ".join(self._ledger[i].teks for i in ids)[:_SHOWN]

    def _fail(self, elemen: str, teks: str, alasan: str, ids: Sequence[str] = ()) -> None:
        bagian = next((b for i in ids for b, e in self._ledger[i].tempat if e == elemen), "")
        self._wrong.append(Ketidakcocokan(elemen, bagian, teks, alasan))

    # --- what entries say

    def _check_entries(self) -> None:
        for entri in self._ledger:
            if isinstance(entri.asal, AsalRumus):
                self._check_formula(entri, entri.asal)
            if entri.nilai is not None and entri.tempat and not says(entri.teks, entri.nilai):
                self._entry_fails(entri, f"Teks {entri.teks} tidak sesuai dengan nilainya ({entri.nilai}).")

    def _check_formula(self, entri: Entri, asal: AsalRumus) -> None:
        """Compute the value again from the values of the entries that went into it."""
        rumus = RUMUS.get(asal.rumus)
        if rumus is None:
            self._entry_fails(entri, f"Rumus {asal.rumus} untuk angka {entri.teks} tidak dikenal.")
            return
        if rumus.struktur or entri.nilai is None:
            return
        values = [self._ledger[i].nilai for i in asal.masukan]
        if any(v is None for v in values):
            self._entry_fails(entri, f"Masukan rumus untuk angka {entri.teks} tidak bernilai.")
            return
        again = _recompute(rumus.hitung, [v for v in values if v is not None])
        if again is None or abs(again - entri.nilai) > _TOLERANCE * max(abs(entri.nilai), Decimal(1)):
            self._entry_fails(entri, f"Angka {entri.teks} tidak sama dengan hasil rumus {asal.rumus}.")

    def _entry_fails(self, entri: Entri, alasan: str) -> None:
        bagian, elemen = entri.tempat[0] if entri.tempat else ("", "ledger")
        self._wrong.append(Ketidakcocokan(elemen, bagian, entri.teks, alasan))


def _recompute(hitung: Callable[[Sequence[Decimal]], Decimal], values: Sequence[Decimal]) -> Decimal | None:
    try:
        return hitung(values)
    except (ArithmeticError, ValueError, IndexError):
        return None


_WORDS: Final[Mapping[str, int]] = {"ribu": 3, "juta": 6, "miliar": 9, "milyar": 9, "triliun": 12}


def says(teks: str, nilai: Decimal) -> bool:
    """Whether a printed text says a value, rounded half up to the decimals that are printed.

    Sizes are printed without their sign where words say the direction; a minus that is printed must be
    true.  ``1:15`` says 15 and 1/15; ``3 (tiga)`` says 3.
    """
    scale = next((power for word, power in _WORDS.items() if re.search(rf"\b{word}\b", teks.lower())), 0)
    negative = teks.lstrip("(").startswith(("-", "−"))
    if negative and nilai > 0:
        return False
    return any(_says(token, abs(nilai).scaleb(-scale)) for token in NUMBER.findall(teks))


def _says(token: str, nilai: Decimal) -> bool:
    if ":" in token or "/" in token:
        first, _, second = token.replace("/", ":").partition(":")
        a, b = _read(first), _read(second)
        if a is None or b is None:
            return False
        return nilai in (a, b) or (b != 0 and abs(a / b - nilai) <= _TOLERANCE)
    printed = _read(token)
    if printed is None:
        return False
    exponent = printed.as_tuple().exponent
    with localcontext() as context:
        context.prec = 60
        return nilai.quantize(Decimal(1).scaleb(int(exponent)), rounding=ROUND_HALF_UP) == printed


def _read(token: str) -> Decimal | None:
    """A printed number as a Decimal with the decimals that are printed; None if it is not one of ours."""
    match = _PLAIN.match(token)
    if match is None:
        return None
    whole, fraction = match.groups()
    return Decimal(whole.replace(".", "") + (f".{fraction}" if fraction else ""))
