"""Which pieces of a report answer what is asked of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.answering.match import Kata, Kosakata
from bot.answering.report_topics import OVERCOME, Permintaan, Topik, topics
from bot.answering.report_units import Satuan

NEARLY = 0.75
"""Share of the best piece's words of the matter that another needs."""
ROW_MARGIN = 0.1
"""A second row that names so much less of the matter is another matter's."""
LEAST = 1.0
"""A score below which a piece does not speak of what is asked."""
LABEL = 40
"""A shorter paragraph is a heading or a caption."""
SECTION = 1500
"""Letters of a section that is quoted as a whole."""
HALF = 0.5
"""Share of the words that name a matter which an answer about it must hold."""
_RIVALS = frozenset({"kendala", "solusi", "keberhasilan"})
TAIL = 70
"""Letters at the end of the line that opens a list, which name what is listed."""
_RUPIAH = re.compile(r"\bRp\.? ?\d|\d{1,3}(?:[.,]\d{3}){2,}")
_FIGURE = re.compile(
    r"\d+(?:[.,]\d+)? ?(?:%|persen)|\d{1,3}(?:[.,]\d{3}){2,}|\bnilai\b[^.]{0,40}\d|\bLevel \d"
)
_WHOLE = re.compile(
    r"\b(?:total|seluruh|keseluruhan|berjumlah|jumlah apbd|jumlah anggaran|belanja langsung)\b", re.I
)
_PART = re.compile(r"\b(?:untuk |pada )?(?:program|kegiatan|sub kegiatan|paket)\b", re.I)
_SPENT = re.compile(r"realisasi|terealisasi|serap", re.I)
_OPENS = re.compile(
    r"(?::|berikut ?(?:ini)?|antara lain|diantaranya|di antaranya|yaitu|yakni)\s*[:.]?\s*$", re.I
)
_HEADING = re.compile(r"^(?:BAB\b|[\dA-Z]{1,2}(?:\.\d+)*\.?\s|[a-z0-9][).] )?[^.:;]{0,90}$")
_MARKER = re.compile(r"^(?:[\dA-Za-z]{1,2}(?:\.\d+)*[.)]|\d+(?:\.\d+)+)\s+")
_STATED = re.compile(r"\b(?:visi|misi)\b[^.“”]{0,120}(?:yaitu|yakni|adalah|:)?[^.“”]{0,20}[“\"”]", re.I)
_TEXT_OF = frozenset({"kendala", "solusi", "keberhasilan", "penyebab", "efisiensi", "isu"})


_SECTIONS = _TEXT_OF | {"visi"}
"""Topics whose short section is quoted as a whole."""


@dataclass(frozen=True, slots=True)
class Terpilih:
    """A piece of a report with what it is worth."""

    satuan: Satuan
    skor: float
    cakupan: float
    """Share of the words that name the matter, 0..1; 1 where the question names none."""


def best(
    pieces: Sequence[Satuan],
    asked: Permintaan,
    kata: Kata,
    kosakata: Kosakata,
    found: Mapping[str, float],
    *,
    topik: Topik | None,
) -> list[Terpilih]:
    """The pieces that answer, best first.  ``found``: score of the passages that the search found."""
    out = []
    for piece in pieces:
        if piece.jenis == "tabel" and kata.bobot:
            continue  # of a matter that is named the rows that name it are shown
        one = _without_foreign_items(piece, topik)
        cue = _cue(one, topik) if topik else 0.0
        if not cue and one.passages[0].id not in found:
            continue
        covered, near = _covered(one, kata, kosakata)
        score = cue + 2.2 * covered + 0.6 * near + 0.4 * max(found.get(p.id, 0.0) for p in one.passages)
        if not kata.bobot:
            score += 0.4 * _about_whole(one, topik)
        score += (
            _as_written(one, asked) + _form(one, asked, topik, specific=bool(kata.bobot)) + _place(one, topik)
        )
        held = max(covered, covered * 0.5 + near)
        if kata.bobot and held < HALF:
            continue
        if score >= LEAST and (cue or covered >= HALF):
            out.append(Terpilih(one, score, held if kata.bobot else 1.0))
    most = max((t.cakupan for t in out), default=0.0)
    # What holds less of the matter than others do speaks of another.
    return sorted((t for t in out if t.cakupan >= NEARLY * most), key=lambda t: (-t.skor, t.satuan.urut))


def _without_foreign_items(one: Satuan, topic: Topik | None) -> Satuan:
    """The opening alone of a list of something else: it may still say a word on the topic."""
    if one.jenis != "daftar" or topic is None or not topic.isi.search(one.teks) or _owns(one.teks, topic):
        return one
    return Satuan("alinea", one.passages[:1], one.teks, (), one.urut)


def _cue(one: Satuan, topic: Topik) -> float:
    """How plainly a piece says that it is about the topic, 0..1.6."""
    value = 0.0
    title = one.judul.split(" – ")
    if any(topic.judul.search(part) for part in title[-2:]):
        value = 0.6 if len(title[-1]) < 120 else 0.4
    if one.jenis == "daftar":
        if topic.isi.search(one.teks):
            return max(value, 0.5) + (1.1 if topic.isi.search(one.teks[-TAIL:]) else 0.7)
        held = sum(bool(topic.isi.search(item)) for item in one.butir)
        return value + (0.4 if held else 0.0)
    if one.jenis in {"baris", "tabel"}:
        return value + (
            0.5 if topic.isi.search(one.teks) or any(topic.isi.search(b) for b in one.butir[:2]) else 0
        )
    matches = len({m.group().lower() for m in topic.isi.finditer(one.teks)})
    return value + (0.7 + 0.1 * min(2, matches - 1) if matches else 0.0)


def _owns(opening: str, topic: Topik) -> bool:
    """Whether the line that opens a list announces this topic.

    Of "meski ada kendala, beberapa prestasi diraih:" the last one does, and what is overcome ("upaya
    mengatasi kendala:") does not count.
    """
    plain = OVERCOME.sub(" ", opening)
    if topic.nama not in _RIVALS:
        tail = plain[-TAIL:]
        rivals = [t for t in topics() if t.nama in _RIVALS]
        return bool(topic.isi.search(tail)) or not any(t.isi.search(tail) for t in rivals)
    last = {
        t.nama: max((m.start() for m in t.isi.finditer(plain)), default=-1)
        for t in topics()
        if t.nama in _RIVALS
    }
    return last[topic.nama] >= 0 and last[topic.nama] == max(last.values())


def _covered(one: Satuan, kata: Kata, kosakata: Kosakata) -> tuple[float, float]:
    """Share of the matter's words in the piece, and in its heading."""
    if not kata.bobot:
        return 0.0, 0.0
    own = {t for line in one.utuh.split("\n") for t in kosakata.terms(line)}
    return kata.covered(own), kata.covered(set(kosakata.terms(one.judul)) - own)


def _as_written(one: Satuan, asked: Permintaan) -> float:
    """What a piece gains for the very words of the question, in its heading or in itself."""
    if not asked.tertulis:
        return 0.0
    title, text = one.judul.lower(), one.teks.lower() if one.jenis == "daftar" else one.utuh.lower()
    each = 1 / len(asked.tertulis)
    return sum(each * (0.3 * (w in title) + 0.4 * (w in text)) for w in asked.tertulis)


def _about_whole(one: Satuan, topic: Topik | None) -> float:
    """Where nothing narrower is asked: whether a piece speaks of the whole."""
    if one.jenis == "baris":
        return 2.0 if one.total and topic is not None and topic.nama == "anggaran" else -2.0
    if topic is not None and topic.nama in {"anggaran", "efisiensi"} and one.jenis == "alinea":
        if _WHOLE.search(one.teks):
            return 1.5
        return -1.0 if _PART.search(one.teks) else 0.3
    return 0.0


def speaks_of_whole(one: Satuan) -> bool:
    """Whether a text names a total."""
    return bool(_WHOLE.search(one.teks))


def _form(one: Satuan, asked: Permintaan, topic: Topik | None, *, specific: bool) -> float:
    """What a piece gains or loses for its form."""
    text = one.teks
    value = 0.0
    if one.jenis == "alinea":
        if len(text) < 60 and _HEADING.match(text):
            return -2.0  # a heading
        if _is_title(one):
            return -2.0  # the title of its own section
        if _OPENS.search(text):
            value -= 0.7  # announces what is not in it
    if topic is None:
        return value
    if topic.nama == "anggaran":
        value += 0.5 if _RUPIAH.search(one.utuh) else -0.6
        if asked.about("capaian") or asked.about("efisiensi"):
            value += 0.3 if _SPENT.search(one.utuh) else -0.2
    elif topic.nama == "capaian":
        value += 0.35 if _FIGURE.search(one.utuh) else -0.2
        value += 0.25 if one.jenis == "tabel" and not specific else 0.0
        value += 0.2 if one.jenis == "baris" and specific else 0.0
    elif topic.nama in _TEXT_OF:
        value += 0.3 if one.jenis == "daftar" else 0.0
        value -= 0.5 if one.jenis == "baris" else 0.0
    if topic.nama == "visi":
        value += 0.6 if one.jenis == "alinea" and _STATED.search(text) else 0.0
        value -= 0.6 if one.jenis == "daftar" else 0.0
    if topic.nama == "organisasi" and asked.angka:
        value += 0.5 if re.search(r"\d", one.utuh) and one.jenis != "daftar" else -0.3
    if topic.nama in {"indikator", "tujuan", "program", "misi"} and not specific:
        value += {"daftar": 0.35, "tabel": 0.35}.get(one.jenis, 0.0)
    for other in asked.topik:
        if other is not topic and other.isi.search(one.utuh):
            value += 0.2
    return value


def _is_title(one: Satuan) -> bool:
    """Whether a paragraph is nothing but the title of its own section."""
    return _MARKER.sub("", one.teks).strip(" :.").lower() in one.judul.lower()


def _place(one: Satuan, topic: Topik | None) -> float:
    title = one.judul.lower()
    if title.startswith(("kata pengantar", "daftar")):
        return -0.5
    return 0.3 if topic is not None and one.bab in topic.bab else 0.0


def together(one: Satuan, pieces: Sequence[Satuan], topic: Topik | None) -> Satuan:
    """A paragraph of a short section that is about the topic, with the paragraphs around it: the section says
    it as a whole.  What only announces something is shown with what follows."""
    if one.jenis == "alinea" and one.teks.rstrip().endswith((",", ":", "yaitu", "adalah")):
        return _completed(one, pieces)
    if (
        topic is None
        or topic.nama not in _SECTIONS
        or one.jenis != "alinea"
        or not topic.judul.search(one.judul.split(" – ")[-1])
    ):
        return one
    mine = [
        p for p in pieces if p.passages[0].sumber_id == one.passages[0].sumber_id and p.letak == one.letak
    ]
    run = [
        p
        for p in mine
        if p.jenis == "alinea" and p.judul == one.judul and len(p.teks) > LABEL and not _is_title(p)
    ]
    start = next(i for i, p in enumerate(run) if p.urut == one.urut)
    if sum(len(p.teks) for p in run) <= SECTION:
        kept = run
    else:
        kept = [one]
        for nxt in run[start + 1 :]:
            if sum(len(p.teks) for p in kept) + len(nxt.teks) > SECTION:
                break
            kept.append(nxt)
    if len(kept) == 1:
        return one
    passages = tuple({q.id: q for p in kept for q in p.passages}.values())
    return Satuan("bagian", passages, "\n".join(p.teks for p in kept), (), one.urut)


def _completed(one: Satuan, pieces: Sequence[Satuan]) -> Satuan:
    """A paragraph that announces something, with what follows it."""
    source = one.passages[0].sumber_id
    after = next((p for p in pieces if p.urut == one.urut + 1), None)
    if after is None or after.passages[0].sumber_id != source or after.jenis not in {"alinea", "daftar"}:
        return one
    passages = tuple({q.id: q for p in (one, after) for q in p.passages}.values())
    if after.jenis == "daftar":
        head = "\n".join(t for t in (one.teks, after.teks) if t)
        return Satuan("daftar", passages, head, after.butir, one.urut)
    return Satuan("bagian", passages, f"{one.teks}\n{after.teks}", (), one.urut)


def spread(chosen: Sequence[Terpilih], *, most: int = 3, least: float = 0.72) -> list[Terpilih]:
    """The best, and up to ``most`` in all from other pages that are nearly as good."""
    out: list[Terpilih] = []
    for one in chosen:
        if len(out) == most or (out and one.skor < least * out[0].skor):
            break
        tables = one.satuan.jenis == "tabel" and any(t.satuan.jenis == "tabel" for t in out)
        weaker = one.satuan.jenis == "baris" and out and one.cakupan < out[0].cakupan - ROW_MARGIN
        if not tables and not weaker and all(_apart(one.satuan, other.satuan) for other in out):
            out.append(one)
    return out


def _apart(one: Satuan, other: Satuan) -> bool:
    """Whether two pieces are worth showing both: other pages, or two lists that a page holds."""
    mine, theirs = one.pages(), other.pages()
    shared = {p.id for p in one.passages} & {p.id for p in other.passages}
    if one.teks == other.teks:
        return False
    if shared:
        return one.jenis == other.jenis and one.jenis in {"daftar", "baris"}
    return (
        mine is None
        or theirs is None
        or one.passages[0].sumber_id != other.passages[0].sumber_id
        or mine != theirs
    )
