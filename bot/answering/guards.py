"""What is refused before anything is searched for, and what because a place does not exist.

A rule needs an act and its object ("buatkan … angka"), never a single word: "siapa yang membuat data kinerja"
is a question, "bikinin data kinerja" is not.  An attempt to change the assistant's rules comes first, so that
no other wording can hide it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from bot.answering import disguise, wording
from bot.answering.model import Alasan, Maksud, Ragam
from bot.answering.steps import Penolakan
from bot.answering.understand import Dipahami
from bot.texts import Texts
from knowledge.index.model import Acuan, Knowledge, Pencarian
from knowledge.letak import plain_number
from knowledge.model import Jenis, StatusBerlaku, Sumber
from knowledge.scope import Scope


@dataclass(frozen=True, slots=True)
class Tolakan:
    """Why a question is not answered, and what the sentence about it needs."""

    alasan: Alasan
    data: Mapping[str, object] = field(default_factory=dict)
    teks: str = ""
    """Name of the sentence, where it is not that of the reason."""


@dataclass(frozen=True, slots=True)
class Tanda:
    """A rule: every one of ``semua`` is found in the question, and none of ``kecuali``."""

    alasan: Alasan
    semua: tuple[re.Pattern[str], ...]
    kecuali: re.Pattern[str] | None = None
    teks: str = ""
    """Name of the sentence that is said."""

    def fits(self, text: str) -> bool:
        return all(p.search(text) for p in self.semua) and not (self.kecuali and self.kecuali.search(text))


@cache
def _data() -> Mapping[str, Any]:
    text = files("bot.answering").joinpath("data", "penolakan.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def rules() -> tuple[Tanda, ...]:
    """The rules of ``data/penolakan.toml``, in the order in which they are tried."""
    groups = {name: "|".join(entries) for name, entries in _data()["kelompok"].items()}
    return tuple(
        Tanda(
            Alasan(rule["alasan"]),
            tuple(_pattern(entries, groups) for entries in rule["semua"]),
            _pattern(rule["kecuali"], groups) if "kecuali" in rule else None,
            rule.get("teks", rule["alasan"]),
        )
        for rule in _data()["tolak"]
    )


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(_data()["kata"][name])


def _pattern(entries: Sequence[str], groups: Mapping[str, str]) -> re.Pattern[str]:
    joined = "|".join(entries)
    return re.compile(r"\b(?:" + re.sub(r"@(\w+)", lambda m: f"(?:{groups[m[1]]})", joined) + ")")


_TOPIC_LESS = frozenset({Ragam.KUTIP, Ragam.UMUM, Ragam.DEFINISI, Ragam.FORMAT, Ragam.APA_SAJA, Ragam.BERAPA})


@cache
def _texts() -> Texts:
    return Texts("jawaban/tolak")


def guard(asked: Dipahami, knowledge: Knowledge, scope: Scope) -> Penolakan | None:
    """The step of :mod:`bot.answering.service`: a refusal with its sentence, or None."""
    del scope  # what a question asks for is refused whoever asks
    maksud = asked.maksud
    if found := refuse(maksud, knowledge):
        return _said(found.alasan, found.teks, **found.data)
    wrong = missing_place(maksud, knowledge)
    if wrong is not None and is_only_about_the_place(maksud):
        return _said(
            Alasan.LETAK_TIDAK_ADA, "",
            sumber=wrong.sumber.singkat, letak=wrong.letak, unit=wrong.unit, ada=wrong.ada,
        )  # fmt: skip
    return None


def correction(asked: Dipahami, knowledge: Knowledge) -> str | None:
    """The sentence that goes before an answer whose question names a place that does not exist."""
    wrong = missing_place(asked.maksud, knowledge)
    if wrong is None:
        return None
    return Texts("jawaban/koreksi").render(
        "jawaban/koreksi/letak",
        sumber=wrong.sumber.singkat,
        letak=wrong.letak,
        unit=wrong.unit,
        ada=wrong.ada,
    )


def _said(alasan: Alasan, teks: str = "", **data: object) -> Penolakan:
    return Penolakan(alasan, _texts().render(f"jawaban/tolak/{teks or alasan.value}", **data))


def refuse(maksud: Maksud, knowledge: Knowledge) -> Tolakan | None:
    """The reason to refuse a question before searching, or None."""
    rule = first_rule(maksud.teks)
    if rule is None and maksud.lanjutan:
        # What a follow-up asks for may only show in the completed question.
        rule = first_rule(maksud.utuh)
    return Tolakan(rule.alasan, teks=rule.teks) if rule else _unknown_source(maksud, knowledge)


def first_rule(said: str) -> Tanda | None:
    """The first rule that a message meets, as written or with its disguise taken off."""
    for text in disguise.readings(said, _words("kunci")):
        steered = f"{wording.steer(text)} "
        if found := next((rule for rule in rules() if rule.fits(steered)), None):
            return found
    return None


def is_refused(said: str) -> bool:
    """Whether a message would be refused for its wording alone."""
    return first_rule(said) is not None


def _unknown_source(maksud: Maksud, knowledge: Knowledge) -> Tolakan | None:
    """A regulation that is not registered, or one that is known by name only and not superseded."""
    for acuan in maksud.acuan:
        if acuan.sumber_tidak_dikenal:
            return Tolakan(
                Alasan.SUMBER_TIDAK_DIKENAL, {"nama": acuan.sumber_tidak_dikenal, "terdaftar": False}
            )
    named = {a.sumber_id for a in maksud.acuan if a.sumber_id}
    if len(named) != 1:
        return None
    source = knowledge.source(next(iter(named)))
    if source is None or source.dimuat or source.status is StatusBerlaku.DICABUT or _is_replaced(source):
        return None
    return Tolakan(Alasan.SUMBER_TIDAK_DIKENAL, {"nama": source.singkat, "terdaftar": True})


def _is_replaced(source: Sumber) -> bool:
    return any(one.jenis in {"dicabut-oleh", "diganti-oleh"} for one in source.relasi)


@dataclass(frozen=True, slots=True)
class LetakSalah:
    """A place that a source does not have, and what it has instead."""

    sumber: Sumber
    letak: str
    """The place as it was asked for: ``Pasal 52``."""
    unit: str
    ada: str
    """What exists: the number of the last pasal or ayat, the list of Lampiran, the last huruf."""


def missing_place(maksud: Maksud, knowledge: Knowledge) -> LetakSalah | None:
    """The first place named in a question that its source is known not to have.

    Only what the registry states counts: an unread place is no invented one.  Chapters are left out, for
    "Bab III" most often means the chapter of a report, not of the regulation.
    """
    for acuan in maksud.acuan:
        source = knowledge.source(acuan.sumber_id) if acuan.sumber_id else None
        if source is not None and (wrong := _wrong(acuan, source)):
            return wrong
    return None


def _wrong(acuan: Acuan, source: Sumber) -> LetakSalah | None:
    built, letak = source.struktur, acuan.letak
    annex = letak.step("lampiran")
    if annex and built.lampiran is not None and plain_number(annex) not in built.lampiran:
        listed = ", ".join(built.lampiran)
        return LetakSalah(source, f"Lampiran {annex}", "lampiran", listed)
    if annex and (letter := _first_letter(acuan)) and (last := built.huruf.get(plain_number(annex))):
        if letter > last.upper():
            return LetakSalah(source, f"Lampiran {annex} huruf {letter}", "huruf", last)
        return None
    article = letak.step("pasal")
    if article and built.pasal is not None and (number := _number(article)) and number > built.pasal:
        return LetakSalah(source, f"Pasal {article}", "pasal", str(built.pasal))
    clause = letak.step("ayat")
    if article and clause and (last_clause := built.ayat.get(plain_number(article))):
        number = _number(clause)
        if number and number > last_clause:
            return LetakSalah(source, f"Pasal {article} ayat {clause}", "ayat", str(last_clause))
    return None


def _first_letter(acuan: Acuan) -> str | None:
    """The huruf right below the Lampiran."""
    steps = acuan.letak.langkah
    if len(steps) > 1 and steps[0].unit == "lampiran" and steps[1].unit == "huruf":
        return plain_number(steps[1].nomor)
    return None


def _number(text: str) -> int | None:
    digits = "".join(ch for ch in text if ch.isdigit())
    return int(digits) if digits and len(digits) < 6 else None


_ASKS_THE_PLACE = re.compile(
    r"\b(?:me(?:n|m|ng|ny)?)?(?:kutip|utip|jelas|urai|terang|erang|tulis|ulis|bunyi|baca|isi)\w*"
    r" (?:\S+ ){0,3}?(?:pasal|ayat|lampiran|huruf|angka)\b"
)
"""A request for what a place says, whatever matter is put beside it ("jelaskan Pasal 52 tentang denda")."""


def is_only_about_the_place(maksud: Maksud) -> bool:
    """Whether a question asks for nothing but what a place says ("kutip Pasal 52"): with the place gone there
    is no question left, while a question with a matter of its own is answered and its premise corrected."""
    if maksud.ragam[0] is Ragam.KUTIP or _ASKS_THE_PLACE.search(wording.steer(maksud.teks)):
        return True
    rest = maksud.utuh
    for acuan in maksud.acuan:
        rest = re.sub(re.escape(acuan.teks), " ", rest, flags=re.IGNORECASE)
    matter = [w for w in wording.tokens(rest) if len(w) > 3 and w not in _words("tanpa_pokok")]
    return len(matter) <= 1 and maksud.ragam[0] in _TOPIC_LESS


_OF_RULE = frozenset({
    Ragam.TENGGAT, Ragam.FREKUENSI, Ragam.KEPADA_SIAPA, Ragam.BOLEHKAH, Ragam.DI_MANA, Ragam.SIAPA,
    Ragam.BEDA, Ragam.RUMUS, Ragam.SANKSI, Ragam.STATUS, Ragam.KUTIP,
})  # fmt: skip
"""Kinds that ask for a rule, whatever office is named beside it."""


def office_guard(asked: Dipahami, found: Pencarian, knowledge: Knowledge) -> Penolakan | None:
    """The step after the search: figures of an office are not answered from the documents of another.

    A question of rule is answered also where it names an office ("LKj Kabupaten X dikirim ke siapa?").
    """
    maksud = asked.maksud
    name = named_office(maksud, knowledge)
    if name is None or not asks_for_contents(maksud):
        return None
    held = [(hit.passage.jenis, hit.passage.instansi) for hit in found.hits]
    if not names_unindexed_office(name, held):
        return None
    missing = Texts("jawaban/dokumen").render(
        "jawaban/dokumen/laporan", instansi=name, tahun=str(maksud.tahun or "")
    )
    said = _said(Alasan.DATA_INSTANSI, instansi=name)
    return Penolakan(said.alasan, said.teks, dokumen_kurang=missing)


def named_office(maksud: Maksud, knowledge: Knowledge) -> str | None:
    """The office that a question names, also in lower case: a kind of region and a name that no passage has.

    "kabupaten/kota" and "pemkab" alone name none.
    """
    text = maksud.utuh if maksud.lanjutan else maksud.teks
    if maksud.instansi:
        return maksud.instansi if set(wording.tokens(maksud.instansi)) - _words("umum_instansi") else None
    raw = _NAME.findall(text)
    for kind, word in pairwise(raw):
        if (
            kind.lower() in _words("wilayah")
            and len(word) >= 5
            and word.lower() not in _words("umum_instansi")
        ):
            plain = word.lower()
            if wording.steer(plain) == plain and not knowledge.frequency(plain):
                return f"{kind.capitalize()} {word.capitalize()}"
    return None


_NAME = re.compile(r"[^\W\d_]+|[/,.?;]")


def asks_for_contents(maksud: Maksud) -> bool:
    """Whether a question wants what only the documents of an office hold: a figure, a cause, a grade."""
    if maksud.nilai or maksud.ragam[0] in _OF_RULE:
        return False
    text = maksud.utuh if maksud.lanjutan else maksud.teks
    return maksud.ragam[0] is Ragam.BERAPA or bool(set(wording.tokens(text)) & _words("isi_dokumen"))


def names_unindexed_office(instansi: str, found: Sequence[tuple[Jenis, str | None]]) -> bool:
    """Whether no document of an office is among what was found.

    ``found``: kind and office of the best passages.
    """
    wanted = set(wording.tokens(instansi)) - _words("umum_instansi")
    for kind, office in found:
        if kind in {Jenis.LKJIP, Jenis.RENSTRA} and office and wanted <= set(wording.tokens(office)):
            return False
    return bool(wanted)
