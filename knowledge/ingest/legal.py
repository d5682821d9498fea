"""A legal text as a tree: chapters, Pasal, ayat, huruf, angka, Lampiran, anak lampiran, Penjelasan.

Structure is settled by sequence, not by looks: ``i.`` after ``h.`` is a letter and otherwise a Roman
number, ``1.`` below ``3.`` opens a list inside it (``butir``), and a paragraph without a marker belongs to
the innermost unit whose sentence is not finished.
"""

from __future__ import annotations

from collections.abc import Collection

from knowledge.ingest import penanda
from knowledge.ingest.bersih import goes_on
from knowledge.ingest.legal_tabel import checklist_units
from knowledge.ingest.naskah import Alinea, Blok, Naskah, Tabel
from knowledge.ingest.penanda import Penanda
from knowledge.ingest.pohon import Teks, Unit
from knowledge.ingest.segmen import segments, signature_blocks

MAX_GAP = 5
"""Numbers that a list may skip (a lost line) and still be the same list."""
MAX_DEPTH = 12
"""Lists inside lists; the law's own drafting rules know four levels below the ayat."""
MAX_AT_ONCE = 2
"""Markers that may follow the first one of a line: ``(1) a. 1) …``."""
CHAPTERS = ("bab", "bagian", "paragraf")
"""Divisions above the Pasal, from the largest."""
OPENING = "pembuka"
"""The place of words that stand in no unit at all."""
MAX_CHAPTER_TITLE = 110


def parse(naskah: Naskah) -> Unit:
    """The tree of a legal text; the root is a unit ``akar``."""
    blocks = segments(naskah)
    builder = _Builder(signature_blocks(blocks))
    if not any(isinstance(block, Alinea) and _is_frame(block.teks) for block in blocks):
        builder.leave_preamble()
    for index, block in enumerate(blocks):
        builder.take(block, blocks[index + 1] if index + 1 < len(blocks) else None)
    return builder.root


class _Builder:
    def __init__(self, signatures: Collection[int]) -> None:
        self.signatures = signatures
        self.root = Unit("akar")
        self.place = self.root.add(Unit("judul"))
        """The division or annex that is being filled."""
        self.items: list[Unit] = []
        """Open list items, outermost first."""
        self.part = "pembuka"
        """``pembuka``, ``batang``, ``penutup``, ``lampiran`` or ``penjelasan``."""
        self.annex: Unit | None = None
        self.last: Teks | None = None
        self.last_pasal = 0

    def take(self, block: Blok, after: Blok | None) -> None:
        if isinstance(block, Tabel):
            self._table(block)
            return
        text = block.teks
        page = block.halaman
        if after is not None and page is not None and after.halaman is not None and after.halaman > page:
            heading_page: int | None = after.halaman
        else:
            heading_page = page
        if self._annex(text, heading_page) or self._explanation(text, heading_page):
            return
        if self.part in ("pembuka", "batang", "penutup") and self._frame(text, page):
            return
        if self._signature(block) or self._goes_on(block):
            return
        if self._division(text, heading_page) or self._item(block):
            return
        self._words(block)

    def _signature(self, block: Alinea) -> bool:
        """Signatures below an annex are no part of it; the others belong to the closing words."""
        return self.part == "lampiran" and block.urutan in self.signatures

    def _goes_on(self, block: Alinea) -> bool:
        """Append the rest of a paragraph to the one that it continues."""
        last = self.last
        if last is None or block.judul or penanda.BULLET.match(block.teks):
            return False
        marked = bool(penanda.item_readings(block.teks)[0])
        if not goes_on(last.teks, block.teks, marked=marked) or penanda.PASAL.fullmatch(block.teks):
            return False
        last.teks, last.halaman_akhir = f"{last.teks} {block.teks}", block.halaman
        return True

    # --- annexes and the frame -------------------------------------------------------------------------

    def _annex(self, text: str, page: int | None) -> bool:
        found = penanda.ANAK.fullmatch(text)
        if found and (text[0].isupper() and (text[:4].isupper() or not found[2])):
            number = "".join(found[1].replace("–", "-").split())
            parent = self.annex or self.root
            self._open(parent, Unit("anak lampiran", number, text[: found.start(2)].strip(), page))
            self._title(found[2], page)
            return True
        found = penanda.LAMPIRAN.fullmatch(text)
        if not found or self.part == "pembuka":
            return False
        number = found[1] or ""
        if self.annex is None or self.annex.nomor != number:
            end = found.end(1) if found[1] else len("LAMPIRAN")
            self.annex = Unit("lampiran", number, text[:end], page)
            self._open(self.root, self.annex)
            self.part = "lampiran"
            self._title(found[2] or "", page)
        return True

    def _explanation(self, text: str, page: int | None) -> bool:
        if self.part in ("batang", "penutup", "lampiran") and penanda.PENJELASAN.fullmatch(text):
            self._open(self.root, Unit("penjelasan", "", "PENJELASAN", page))
            self._title(text[len("PENJELASAN") :].strip(), page)
            self.part, self.last_pasal = "penjelasan", 0
            return True
        if self.part != "penjelasan":
            return False
        top = self.place
        while top.unit != "penjelasan" and top.induk is not None:
            top = top.induk
        if penanda.UMUM.fullmatch(text):
            self._open(top, Unit("bebas", "", text, page, bebas="Umum"))
            return True
        if penanda.PASAL_DEMI_PASAL.fullmatch(text):
            self.place, self.items, self.last = top, [], None
            self._words(Alinea(0, text, page, judul=True))
            return True
        found = penanda.EXPLAINED.fullmatch(text)
        if found is None or self.place.unit != "pasal":
            return False
        unit = found[1].lower()
        levels = ("ayat", "huruf", "angka")
        while self.items and levels.index(self.items[-1].unit) >= levels.index(unit):
            self.items.pop()
        host = self.items[-1] if self.items else self.place
        self.items.append(host.add(Unit(unit, found[2], text, page)))
        self.last = None
        return True

    def _frame(self, text: str, page: int | None) -> bool:
        """Menimbang, Mengingat, the dictum and the closing words."""
        if penanda.CLOSING.match(text) and self.part != "pembuka":
            if self.part != "penutup":
                self._open(self.root, Unit("penutup", "", "", page))
                self.part = "penutup"
            self.last = None
            self._words(Alinea(0, text, page))
            return True
        if self.part != "pembuka":
            return self.part == "penutup" and self._closing_words(text, page)
        found = penanda.PREAMBLE.fullmatch(text)
        if found and (":" in text[: found.start(2)] or not found[2]):
            name = found[1].lower()
            unit = name if name in ("menimbang", "mengingat") else "bebas"
            label = text[: found.start(2)].strip()
            self._open(self.root, Unit(unit, "", label, page, bebas=found[1].capitalize()))
            if found[2]:
                rest = Alinea(0, found[2], page)
                if not self._item(rest):
                    self._words(rest)
            return True
        if penanda.DICTUM.fullmatch(text):
            if self.place.bebas != "Menetapkan":
                self._open(self.root, Unit("bebas", "", "", page, bebas="Menetapkan"))
            self._words(Alinea(0, text, page, judul=True))
            return True
        return False

    def _closing_words(self, text: str, page: int | None) -> bool:
        if penanda.BAB.fullmatch(text) or penanda.PASAL.fullmatch(text):
            return False
        self._words(Alinea(0, text, page))
        return True

    # --- divisions --------------------------------------------------------------------------------------

    def _division(self, text: str, page: int | None) -> bool:
        """BAB, Bagian, Paragraf, Pasal."""
        found = penanda.PASAL.fullmatch(text)
        if found and self.part != "penutup":
            self._pasal(found[1], text, page)
            return True
        for unit, pattern in (
            ("bab", penanda.BAB),
            ("bagian", penanda.BAGIAN),
            ("paragraf", penanda.PARAGRAF),
        ):
            found = pattern.fullmatch(text)
            if found and _is_title(found[2]) and not (unit != "bab" and self.part == "pembuka"):
                self.leave_preamble()
                self._chapter(unit, found[1], text[: found.start(2)].strip(" -–:."), page)
                self._title(found[2], page)
                return True
        if self.part == "lampiran" and penanda.LAMPIRAN_OF_FORM.fullmatch(text):
            top = self.place
            while top.unit in CHAPTERS and top.induk is not None:
                top = top.induk
            self._open(top, Unit("lampiran", "", text, page))
            return True
        return self._glued_pasal(text, page)

    def _glued_pasal(self, text: str, page: int | None) -> bool:
        """``Pasal 4 Setiap instansi …``: the next Pasal with its words on one line."""
        found = penanda.PASAL.match(text)
        if (
            not found
            or not found[1].isdigit()
            or int(found[1]) != self.last_pasal + 1
            or self.part != "batang"
        ):
            return False
        rest = text[found.end() :].strip()
        finished = self.last is None or self.last.teks.endswith((".", ";"))
        if not rest or not finished or not (rest[0].isupper() or rest.startswith("(1) ")):
            return False
        self._pasal(found[1], found[0], page)
        block = Alinea(0, rest, page)
        if not self._item(block):
            self._words(block)
        return True

    def _pasal(self, number: str, text: str, page: int | None) -> None:
        self.leave_preamble()
        host = self.place
        if not number.isdigit() and number.isalpha():
            host = self._division_host()
        elif host.unit == "pasal" and host.nomor.isalpha():
            # an amending regulation quotes the new Pasal inside its own Pasal I
            host = self.items[0] if self.items else host
            self._open(host, Unit("pasal", number, text, page))
            return
        elif host.unit == "pasal" or host.unit not in (*CHAPTERS, "lampiran", "anak lampiran", "penjelasan"):
            host = self._division_host()
        self._open(host, Unit("pasal", number, text, page))
        self.last_pasal = int(number) if number.isdigit() else self.last_pasal

    def _division_host(self) -> Unit:
        """The chapter (or annex, or root) that a new Pasal stands in."""
        host = self.place
        while host.unit not in (*CHAPTERS, "lampiran", "anak lampiran", "penjelasan", "akar") and host.induk:
            host = host.induk
        return host

    def _chapter(self, unit: str, number: str, marker: str, page: int | None) -> None:
        host = self._division_host()
        while host.unit in CHAPTERS and CHAPTERS.index(host.unit) >= CHAPTERS.index(unit) and host.induk:
            host = host.induk
        self._open(host, Unit(unit, number.upper() if unit == "bab" else number, marker, page))

    def leave_preamble(self) -> None:
        if self.part == "pembuka":
            self.part, self.place = "batang", self.root

    def _open(self, host: Unit, unit: Unit) -> None:
        self.place, self.items, self.last = host.add(unit), [], None

    def _title(self, text: str, page: int | None) -> None:
        if text:
            self._words(Alinea(0, text, page, judul=True))

    # --- lists and words --------------------------------------------------------------------------------

    def _item(self, block: Alinea, nested: int = 0) -> bool:
        """Open a list item; ``nested``: how many markers of the same line are open already."""
        readings, end = penanda.item_readings(block.teks)
        if not readings or self.place.unit == "judul" or self.part == "penutup":
            return False
        settled = self._settle(readings)
        if settled is None:
            return False
        depth, chosen = settled
        del self.items[depth:]
        host = self.items[-1] if self.items else self.place
        unit, number = chosen.unit, chosen.bernomor
        if host.gaya is not None and host.gaya.gaya == chosen.gaya:
            unit = "butir"
        elif chosen.gaya == "(1)" and host.unit == "pasal":
            unit, number = "ayat", f"({chosen.nomor})"
        item = host.add(Unit(unit, number, block.teks[:end].strip(), block.halaman, gaya=chosen))
        self.items.append(item)
        self.last = None
        rest = block.teks[end:].strip()
        if rest:
            inner = Alinea(block.urutan, rest, block.halaman, block.judul)
            if not self._opens_at_once(inner, nested + 1):
                self._words(inner, item)
        return True

    def _opens_at_once(self, block: Alinea, nested: int) -> bool:
        """``(1) a. …``: an item whose first words are the first item of a list inside it."""
        if nested > MAX_AT_ONCE:
            return False
        readings, _ = penanda.item_readings(block.teks)
        first = any(r.urutan == 1 and r.gaya not in ("i.", "I.") for r in readings)
        return first and self._item(block, nested)

    def _settle(self, readings: list[Penanda]) -> tuple[int, Penanda] | None:
        """How many open items stay, and the reading that the sequence asks for; None for no marker at all."""
        for depth in range(len(self.items) - 1, -1, -1):
            for reading in readings:
                if _follows(self.items[depth], reading, 1):
                    return depth, reading
        for reading in readings:
            if reading.urutan == 1 and len(self.items) < MAX_DEPTH:
                return len(self.items), reading
        for depth in range(len(self.items) - 1, -1, -1):
            for reading in readings:
                if any(_follows(self.items[depth], reading, step) for step in (0, *range(2, MAX_GAP + 1))):
                    return depth, reading
        fresh = [r for r in readings if r.urutan <= 3 and r.gaya not in ("i.", "I.")]
        if (
            fresh
            and len(self.items) < MAX_DEPTH
            and not any(item.gaya and item.gaya.gaya == fresh[0].gaya for item in self.items)
        ):
            return len(self.items), fresh[0]
        return None

    def _words(self, block: Alinea, host: Unit | None = None) -> None:
        """A paragraph without a marker of its own."""
        words = Teks(block.teks, block.halaman, block.halaman, block.judul or _is_capitals(block.teks))
        if host is None:
            while self.items and not _is_open(self.items[-1]):
                self.items.pop()
            host = self.items[-1] if self.items else self.place
        if host.unit == "akar":
            last = next((child for child in reversed(host.isi) if isinstance(child, Unit)), None)
            host = (
                last if last is not None and last.bebas == OPENING else host.add(Unit("bebas", bebas=OPENING))
            )
        if host.unit in CHAPTERS and not host.isi and _is_title(block.teks):
            words.judul = True
        host.isi.append(words)
        self.last = words

    def _table(self, table: Tabel) -> None:
        host = self.items[-1] if self.items else self.place
        parts = checklist_units(table) if self.part == "lampiran" else []
        if not parts:
            host.isi.append(table)
        for part in parts:
            if isinstance(part, Unit):
                host.add(part)
            else:
                host.isi.append(part)
        self.last = None


def _is_frame(text: str) -> bool:
    """Whether a line shows that the text has a preamble or Pasal; a circular letter has neither."""
    return bool(
        penanda.PASAL.fullmatch(text) or penanda.DICTUM.fullmatch(text) or penanda.PREAMBLE.fullmatch(text)
    )


def _follows(item: Unit, reading: Penanda, step: int) -> bool:
    return (
        item.gaya is not None and item.gaya.gaya == reading.gaya and reading.urutan == item.gaya.urutan + step
    )


def _is_open(item: Unit) -> bool:
    """Whether a paragraph without a marker may belong to a list item: its first words end no sentence."""
    if item.unit == "ayat":
        return True
    first = next(item.own(), None)
    return first is None or not first.teks.endswith((".", ";"))


def _is_title(text: str) -> bool:
    """Whether the words after ``BAB I`` are a title: none at all, or a short line that ends no sentence."""
    return not text or (
        len(text) <= MAX_CHAPTER_TITLE and text[0].isupper() and not text.endswith((".", ";", ",", ":"))
    )


def _is_capitals(text: str) -> bool:
    return text.upper() == text and sum(ch.isalpha() for ch in text) > 3
