"""Capaian of the target and the realisasi that a question gives, computed by ``bot.kinerja``.

Permenpan-RB 53/2014 fixes no formula: the answer names the one that it used and says that it is practice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.answering.model import Ragam
from bot.kinerja.arah import arah_nama
from bot.kinerja.capaian import hitung_capaian
from bot.kinerja.format import format_angka, format_persen, jumlah_desimal
from bot.kinerja.measurement import StatusCapaian
from bot.kinerja.model import Arah, Isian, Nilai
from bot.kinerja.skala import PERMENDAGRI_86_2017
from bot.kinerja.values import parse_nilai

_NUMBER = r"(?P<n>\d{1,12}(?:[.,]\d{1,6}){0,3})(?P<p> ?%| persen)?(?![\w/-])"
_FILL = (
    r"(?:nya)?(?: (?!realisasi|target|capaian|tahun|bab|lampiran|pasal|huruf|triwulan|tw)"
    r"[a-z]{1,30}){0,4} "
)
_TARGET = re.compile(rf"\btarget{_FILL}{_NUMBER}")
_REAL = re.compile(rf"\b(?:realisasi|terealisasi|tercapai|capaian riil){_FILL}{_NUMBER}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NIL = re.compile(r"\b(?P<what>target|realisasi)(?:nya)?(?: \S+){0,2} (?:nol|nihil|kosong)\b")
_WANTED = re.compile(
    r"\b(?:berapa|persen\w*|hitung\w*|dihitung|menghitung|capaian\w*|rumus\w*|bagaimana|hasil\w*)\b"
)
_DOWN = re.compile(
    r"\b(?:arah(?:nya)? (?:turun|negatif)|(?:makin|semakin) (?:rendah|kecil|sedikit|turun)|"
    r"indikator negatif|lower is better|"
    r"minimalisasi|minimize|(?:arah|tren|indikator) (?:menurun|turun))\b"
)
_UP = re.compile(
    r"\b(?:arah(?:nya)? (?:naik|positif)|(?:makin|semakin) (?:tinggi|besar|banyak|naik)|"
    r"indikator positif|higher is better)\b"
)
_ASKING = re.compile(r"\b(?:target|realisasi|capaian|tercapai|berapa|persen|hitung|dihitung)\w*|[\d.,%?]+")
"""What is asked, not the name of the indicator."""
_BUDGET = re.compile(r"\b(?:pagu|serapan|efisiensi|anggaran|belanja)\b")


@dataclass(frozen=True, slots=True)
class Hitungan:
    """What a question gives."""

    target: Nilai | None
    realisasi: Nilai | None
    arah: Arah | None
    """None where the question does not tell."""


@dataclass(frozen=True, slots=True)
class Terhitung:
    """Facts of the sentence that answers, and which passages of practice it rests on (their letak)."""

    kunci: str
    """The text of prompts/jawaban/hitung."""
    isi: dict[str, object]
    letak: tuple[str, ...]
    ragam: Ragam = Ragam.RUMUS


def given(steered: str) -> Hitungan | None:
    """The values of a question about one indicator's capaian; None where it gives none or asks for none."""
    if not _WANTED.search(steered) or _BUDGET.search(steered):
        return None
    target, real = _TARGET.search(steered), _REAL.search(steered)
    zero = {m["what"] for m in _NIL.finditer(steered)}
    target, real = (None if m and _YEAR.fullmatch(m["n"]) else m for m in (target, real))
    t = _value(target) if target else parse_nilai("0") if "target" in zero else None
    r = _value(real) if real else parse_nilai("0") if "realisasi" in zero else None
    if t is None and r is None:
        return None
    return Hitungan(t, r, _direction(steered))


def _value(match: re.Match[str]) -> Nilai:
    return parse_nilai(match["n"] + ("%" if match["p"] else ""))


def _direction(steered: str) -> Arah | None:
    if _DOWN.search(steered):
        return Arah.TURUN
    if _UP.search(steered):
        return Arah.NAIK
    return arah_nama(_ASKING.sub(" ", steered))


def computed(asked: Hitungan) -> Terhitung | None:
    """The capaian, or why it has no percentage; None where the question gives too little."""
    t, r, arah = asked.target, asked.realisasi, asked.arah
    if t is not None and t.nilai == 0:
        return Terhitung("target-nol", {"arah": arah and arah.value}, ("Target nol",))
    down = arah is Arah.TURUN
    any_target = t is None and down and r is not None and r.nilai == 0
    if any_target:
        t = parse_nilai("1")
    if t is None or r is None or t.nilai is None or r.nilai is None:
        return None
    got = hitung_capaian(Isian(t), Isian(r), arah or Arah.NAIK, PERMENDAGRI_86_2017)
    if got.status is not StatusCapaian.DIHITUNG or got.hasil is None:
        return None
    facts: dict[str, object] = {
        "target": None if any_target else format_angka(t.nilai, jumlah_desimal(t.nilai)),
        "realisasi": format_angka(r.nilai, jumlah_desimal(r.nilai)),
        "capaian": format_persen(got.hasil.nilai),
        "turun": got.is_rumus_turun,
        "arah_diketahui": arah is not None,
    }
    place = "Rumus capaian arah turun" if got.is_rumus_turun else "Rumus capaian arah naik"
    return Terhitung("capaian", facts, (place,))
