"""What kind of answer a question asks for, by rules over steering words, and which statements would give it.

The rules are about the language, not about single questions: a cue is a question word, a modal, an
imperative or a noun that asks ("tenggat", "beda", "dasar hukum").  Each cue has a strength; the strongest
names the first kind, and a second kind is kept where another clause has a cue of its own ("dikirim ke siapa
dan kapan").
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bot.answering.model import Ragam
from knowledge.model import Aspek

STRONG = 3.0
"""Strength of a cue that leaves little doubt."""


@dataclass(frozen=True, slots=True)
class Isyarat:
    """A cue: where it matches (standard words, see wording.steer) and what it asks for."""

    pola: re.Pattern[str]
    ragam: Ragam
    kuat: float
    aspek: tuple[Aspek, ...] = ()
    """Narrower than the kind's own, where the cue says so."""


@cache
def cues() -> tuple[Isyarat, ...]:
    """The cues of ``data/isyarat.toml``, in their order."""
    text = files("bot.answering").joinpath("data", "isyarat.toml").read_text(encoding="utf-8")
    return tuple(
        Isyarat(
            re.compile(r"\b(?:" + "|".join(cue["pola"]) + r")(?!\w)"),
            Ragam(cue["ragam"]),
            float(cue["kuat"]),
            tuple(Aspek(name) for name in cue.get("aspek", ())),
        )
        for cue in tomllib.loads(text)["isyarat"]
    )


_MODAL = re.compile(
    r"(?<!\byang )(?<!\btidak yang )\b"
    r"(?P<modal>boleh|bisa|dapat|harus|wajib|perlu|memang|benar|cukup|sudah|berlaku|termasuk|ada|disuruh"
    r"|dilarang|diatur|diperlukan)"
    r"(?P<kah> kah)?"
    r"(?P<tag>(?: \S+){0,8}? (?:tidak|belum|kan)"
    r"(?=\s*(?:\?|,|$|sih|ya|saja|kalau|bila|menurut|untuk))| tidak(?= )| tidaknya)?"
)
_TAG = re.compile(
    r"\b(?:tidak|belum|kan|bukan|benarkah)(?: sih| ya| kah)*\s*(?:\?|$|,)"
    r"|\b(?:benar|benar kah|betul) tidak\b|\bapakah\b|\bmasa\b|\bmemang\b"
)
_WH = re.compile(r"\b(?:kapan|siapa|berapa|bagaimana|apa saja|di mana|ke mana|mana|mengapa|apa)\b")
_ASKS = re.compile(
    r"\b(?:kapan|siapa|berapa|bagaimana|apa saja|di mana|ke mana|mana|mengapa|how|what|why|sebutkan|"
    r"jelaskan|apa itu|"
    r"dibanding\w*|perbedaan)\b"
    r"|\bapa(?: sih| ya)*(?=\s*(?:\?|,|;|$))|(?<=[a-z]) apa\b(?! kah\b)"
)
"""A question word; "apa" at the beginning is "apakah", elsewhere it asks for something."""
_VERB = re.compile(
    r"\b(?:(?:di|me|ber|ter)[a-z]{4,}|punya|pakai|ada|masuk|ikut|tetap|masih|sudah|wajib|harus|boleh|"
    r"bisa|perlu|cukup|"
    r"sama|bukan|hanya|saja|tanda tangan|minimal|maksimal)\b"
)
_NO_VERB = re.compile(
    r"\b(?:menurut|berdasarkan|mengenai|tentang|terhadap|terkait|terdiri|berbagai|beserta|bersama|berikut|"
    r"dengan|dirjen|dinas\w*|direktur|dikirim ke|menteri|mendagri|menpan\w*|menkeu)\b"
)
_OPEN_END = re.compile(
    r"\b(?:ke|kepada|oleh|dari|sampai|untuk|adalah|yaitu|ialah|mulai|sejak|di|dalam|pada|lewat|paling lambat|"
    r"paling telat|maksimal|minimal|isinya|dasarnya|hukumnya|namanya)(?: sih| ya| ini| itu)*\s*\?*\s*$"
)
_LEAD = re.compile(
    r"^(?:(?:apakah|apa|apa kah|jadi|terus|lalu|oh|berarti|kalau|untuk|soal|itu|kak|pak|bu|min|halo|,)\s+)*"
)
_WHICH = re.compile(
    r"(?<=\bdalam )\w+ apakah\b|(?<=\bpada )\w+ apakah\b|(?<=\boleh )\w+ apakah\b|(?<=\bdi )\w+ apakah\b"
)
"""Formal "dalam rapat apakah" asks which one, not whether."""
_MAY = (Aspek.BOLEH, Aspek.BENAR)
_MUST = (Aspek.WAJIB, Aspek.BENAR)
_ASPEK_OF_MODAL: dict[str, tuple[Aspek, ...]] = {
    **dict.fromkeys(("boleh", "bisa", "dapat"), _MAY),
    **dict.fromkeys(("harus", "wajib", "perlu", "disuruh", "diperlukan"), _MUST),
    "dilarang": (Aspek.BOLEH,),
    "cukup": (Aspek.BENAR, Aspek.BOLEH, Aspek.WAJIB),
}


@dataclass(frozen=True, slots=True)
class Jenis_:
    """A kind found in a question, with the aspects that its cue narrows it to."""

    ragam: Ragam
    kuat: float
    mulai: int
    aspek: tuple[Aspek, ...] = ()


ASPEK: Mapping[Ragam, Mapping[Aspek, float]] = {
    Ragam.DEFINISI: {Aspek.DEFINISI: 1.0, Aspek.ISI: 0.3, Aspek.HUBUNGAN: 0.2},
    Ragam.TUJUAN: {Aspek.TUJUAN: 1.0, Aspek.HUBUNGAN: 0.4, Aspek.DASAR: 0.3},
    Ragam.TENGGAT: {Aspek.TENGGAT: 1.0, Aspek.FREKUENSI: 0.4, Aspek.STATUS: 0.3, Aspek.SYARAT: 0.2},
    Ragam.FREKUENSI: {Aspek.FREKUENSI: 1.0, Aspek.TENGGAT: 0.5, Aspek.JUMLAH: 0.3},
    Ragam.SIAPA: {
        Aspek.PELAKU: 1.0,
        Aspek.PENANDATANGAN: 0.8,
        Aspek.PENERIMA: 0.4,
        Aspek.DAFTAR: 0.6,
        Aspek.DEFINISI: 0.5,
    },
    Ragam.KEPADA_SIAPA: {Aspek.PENERIMA: 1.0, Aspek.PELAKU: 0.2},
    Ragam.BERAPA: {
        Aspek.JUMLAH: 1.0,
        Aspek.DAFTAR: 0.8,
        Aspek.SKALA: 0.6,
        Aspek.TENGGAT: 0.3,
        Aspek.ISI: 0.5,
        Aspek.KOLOM: 0.4,
        Aspek.SYARAT: 0.3,
        Aspek.SANKSI: 0.3,
    },
    Ragam.APA_SAJA: {
        Aspek.DAFTAR: 1.0,
        Aspek.ISI: 0.9,
        Aspek.SYARAT: 0.6,
        Aspek.KOLOM: 0.7,
        Aspek.TUJUAN: 0.5,
        Aspek.JUMLAH: 0.6,
        Aspek.LANGKAH: 0.6,
        Aspek.PELAKU: 0.4,
        Aspek.PENERIMA: 0.4,
    },
    Ragam.LANGKAH: {
        Aspek.LANGKAH: 1.0,
        Aspek.DAFTAR: 0.5,
        Aspek.RUMUS: 0.4,
        Aspek.ISI: 0.4,
        Aspek.SYARAT: 0.4,
        Aspek.PELAKU: 0.2,
    },
    Ragam.BOLEHKAH: {
        Aspek.BOLEH: 1.0,
        Aspek.WAJIB: 1.0,
        Aspek.BENAR: 1.0,
        Aspek.TIDAK_DIATUR: 0.6,
        Aspek.SYARAT: 0.5,
        Aspek.SANKSI: 0.2,
        Aspek.STATUS: 0.3,
    },
    Ragam.BEDA: {Aspek.BEDA: 1.0, Aspek.HUBUNGAN: 0.6, Aspek.DEFINISI: 0.7},
    Ragam.HUBUNGAN: {Aspek.HUBUNGAN: 1.0, Aspek.BEDA: 0.5, Aspek.DASAR: 0.3, Aspek.DEFINISI: 0.2},
    Ragam.DI_MANA: {Aspek.DASAR: 1.0, Aspek.STATUS: 0.2, Aspek.TIDAK_DIATUR: 0.3},
    Ragam.FORMAT: {Aspek.ISI: 1.0, Aspek.DAFTAR: 0.8, Aspek.KOLOM: 0.9, Aspek.LANGKAH: 0.2},
    Ragam.PREDIKAT: {Aspek.SKALA: 1.0, Aspek.DAFTAR: 0.4},
    Ragam.KATEGORI: {Aspek.SKALA: 1.0, Aspek.DAFTAR: 0.4, Aspek.TIDAK_DIATUR: 0.6},
    Ragam.RUMUS: {Aspek.RUMUS: 1.0, Aspek.LANGKAH: 0.4, Aspek.TIDAK_DIATUR: 0.7},
    Ragam.KUTIP: {},
    Ragam.SANKSI: {Aspek.SANKSI: 1.0, Aspek.TIDAK_DIATUR: 0.8},
    Ragam.STATUS: {Aspek.STATUS: 1.0, Aspek.TENGGAT: 0.3, Aspek.BENAR: 0.5, Aspek.HUBUNGAN: 0.2},
    Ragam.UMUM: {},
}
"""Which aspects answer a kind, and how well (1 exactly)."""


def recognise(steered: str) -> tuple[Jenis_, ...]:
    """The kinds that a question asks for, most likely first; empty where no cue is found.

    ``steered`` is the question as :func:`bot.answering.wording.steer` writes it.
    """
    taken = [False] * len(steered)
    found: list[Jenis_] = []
    for cue in cues():
        for match in cue.pola.finditer(steered):
            start, end = match.span()
            if any(taken[start : max(end, start + 1)]):
                continue
            taken[start:end] = [True] * (end - start)
            found.append(Jenis_(cue.ragam, cue.kuat, start, cue.aspek))
    found += _yes_or_no(steered, found)
    # Of equal strength the earlier one is the main question.
    best: dict[Ragam, Jenis_] = {}
    for kind in sorted(found, key=lambda k: (-k.kuat, k.mulai)):
        best.setdefault(kind.ragam, kind)
    return tuple(best.values())


def _yes_or_no(steered: str, found: list[Jenis_]) -> list[Jenis_]:
    """The cue for a yes-or-no question, if there is one.

    A modal alone is weak evidence: "kapan LKj harus dikirim" has one.  With ``-kah``, a tag ("… tidak?",
    "… belum?") or "apakah" and without a question word in the same clause it is the question itself.
    """
    parts = [_polar_clause(clause, start, found) for start, clause in _clauses(steered)]
    return [kind for kind in parts if kind is not None]


def _polar_clause(clause: str, start: int, found: list[Jenis_]) -> Jenis_ | None:
    clause = _WHICH.sub(" apa ", clause)
    if _MODAL.search(clause):
        clause = _WHETHER.sub(lambda m: " " * len(m.group()), clause)
    modal, tag, located = _MODAL.search(clause), _TAG.search(clause), _LOCATED.search(clause)
    asks = _WH.search(re.sub(r"\b(?:apakah|apa kah)\b", " ", clause))
    any_of_all = (*_MAY, Aspek.WAJIB)
    aspek = _ASPEK_OF_MODAL.get(modal["modal"], ()) if modal else any_of_all
    at = start + (modal.start() if modal else 0)
    alike = _ALIKE.search(clause) and len(clause.split()) > 3
    if (located or alike or (modal and _of_its_own(clause, modal))) and not asks and not _ASKS.search(clause):
        return Jenis_(Ragam.BOLEHKAH, PLAIN, start, any_of_all)
    if not modal and not tag:
        stated = _is_statement(clause, start, found)
        return Jenis_(Ragam.BOLEHKAH, STATED, start, any_of_all) if stated else None
    if not asks and not _ASKS.search(clause) and not _heads(clause, start, found):
        return Jenis_(Ragam.BOLEHKAH, PLAIN, at, aspek)
    wh_cue = any(
        start <= k.mulai < start + len(clause) and k.kuat >= 2.8 and k.ragam not in _CARRIED for k in found
    )
    marked = bool(tag or (modal and (modal["kah"] or modal["tag"])))
    if marked and not (asks and wh_cue):
        return Jenis_(Ragam.BOLEHKAH, 3.5, at, aspek)
    if modal and not asks and not wh_cue:
        return Jenis_(Ragam.BOLEHKAH, 2.0, at, aspek)
    return Jenis_(Ragam.BOLEHKAH, 1.5, at, aspek) if marked else None


_ALIKE = re.compile(r"\bsama(?: saja| semua)*\s*(?:\?|tidak\b|ya\b)|\bya\s*\?*\s*$")
"""A statement that ends in "sama?" or "ya?"."""


def _of_its_own(clause: str, modal: re.Match[str]) -> bool:
    """Whether a modal belongs to the sentence, not to a noun or an aim in it ("cara supaya bisa …")."""
    if modal["modal"] not in {"boleh", "bisa", "dapat", "harus", "wajib", "perlu", "cukup", "termasuk"}:
        return False
    return not re.search(r"\b(?:agar|supaya|biar|untuk|kalau|yang|cara\w*|saja)\b", clause[: modal.start()])


_LOCATED = re.compile(
    r"\b(?:ada|berada|terletak|dimuat|tercantum) (?:di|dalam|pada)\b(?! (?:mana|bagian mana|lampiran mana))"
)
_WHETHER = re.compile(
    r"^\s*(?:(?:jadi|terus|lalu|oh|kalau) )?apa (?!saja|itu|yang|sih|ya|isi|tujuan|beda|perbedaan|"
    r"dasar|syarat|fungsi|manfaat"
    r"|maksud|arti|nama|bentuk|sanksi|akibat|kriteria|langkah|hubungan|kaitan|kepanjangan|singkatan|"
    r"definisi|pengertian"
    r"|unsur|komponen|risiko|konsekuensi|peran|tugas|alasan|kata|bukti|contoh|hukuman|kegunaan|guna|"
    r"dimaksud|hal|kah"
    r"|jenis|macam|wewenang|sumber|kolom|bunyi|\?|$)(?=\S+ )"
)
"""A question that begins with a bare "apa" mostly asks whether."""
PLAIN, STATED = 3.65, 3.45
"""Strength of a modal or tag without any question word, and of a statement with a question mark."""


def _heads(clause: str, start: int, found: list[Jenis_]) -> bool:
    """Whether a clause begins with a noun that asks ("tahapan menyusun …", "sanksi telat …")."""
    text = clause.lstrip()
    lead = _LEAD.match(text)
    begins = start + len(clause) - len(text) + (lead.end() if lead else 0)
    return any(k.ragam in _NOUNS and k.mulai <= begins + 1 and k.mulai >= start for k in found)


def _is_statement(clause: str, start: int, found: list[Jenis_]) -> bool:
    """Whether a clause is a statement put as a question ("LKj dinas direviu inspektorat?")."""
    if not clause.rstrip().endswith("?") or _ASKS.search(clause) or _OPEN_END.search(clause):
        return False
    if _WH.search(clause) or _heads(clause, start, found) or len(clause.split()) < 4:
        return False
    if any(start <= k.mulai < start + len(clause) and k.ragam not in _CARRIED for k in found):
        return False
    return bool(_VERB.search(_NO_VERB.sub(" ", clause)))


_NOUNS = frozenset(
    (Ragam.FORMAT, Ragam.TUJUAN, Ragam.APA_SAJA, Ragam.LANGKAH, Ragam.SANKSI, Ragam.RUMUS, Ragam.DI_MANA,
     Ragam.TENGGAT, Ragam.HUBUNGAN, Ragam.DEFINISI, Ragam.BEDA, Ragam.KUTIP, Ragam.SIAPA, Ragam.KEPADA_SIAPA,
     Ragam.BERAPA)
)  # fmt: skip
_CARRIED = frozenset(
    (Ragam.FORMAT, Ragam.TUJUAN, Ragam.APA_SAJA, Ragam.LANGKAH, Ragam.SANKSI, Ragam.STATUS, Ragam.KATEGORI,
     Ragam.PREDIKAT, Ragam.RUMUS, Ragam.DI_MANA, Ragam.HUBUNGAN, Ragam.SIAPA)
)  # fmt: skip
"""Kinds whose cue may also be a mere noun in a yes-or-no question ("apakah ada sanksi")."""
_BREAK = re.compile(r"[?,;]|\b(?:dan|serta|lalu|terus|tetapi)\b")


def _clauses(steered: str) -> list[tuple[int, str]]:
    parts: list[tuple[int, str]] = []
    start = 0
    for match in re.finditer(r"\?|;", steered):
        if steered[start : match.start()].strip():
            parts.append((start, steered[start : match.end()]))
        start = match.end()
    if steered[start:].strip():
        parts.append((start, steered[start:]))
    return parts


def two_questions(steered: str, kinds: tuple[Jenis_, ...]) -> tuple[Jenis_, ...]:
    """The one or two kinds that are really asked: a second needs a clause, or a list, of its own."""
    if not kinds:
        return ()
    first = kinds[0]
    if first.ragam is Ragam.BOLEHKAH and _EXISTS.search(steered):
        # "Ada sanksinya tidak?" wants to hear of the sanction, or that there is none.
        named = next((k for k in kinds[1:] if k.ragam in _THINGS), None)
        if named:
            return (named,)
    if first.ragam is Ragam.BOLEHKAH and _ONLY_TAG.search(steered):
        return (first,)
    for other in kinds[1:]:
        low, high = sorted((first.mulai, other.mulai))
        apart = _BREAK.search(steered[low:high])
        if apart and other.kuat >= 2.7 and (first.ragam, other.ragam) not in _SAME_QUESTION:
            return tuple(sorted((first, other), key=lambda k: k.mulai))
    return (first,)


_EXISTS = re.compile(r"\bada(?: kah)?\b|\bmengatur\b|\bdiatur\b")
_THINGS = frozenset({Ragam.SANKSI, Ragam.RUMUS})
_ONLY_TAG = re.compile(
    r"(?:^|[,?;] )(?:apakah |apa )?(?:itu )?(?:benar|betul|iya|ya|memang)"
    r"(?: kah| kan| tidak| sih| begitu| itu| ya)*\s*\??\s*$"
)
"""A clause that is nothing but "is that so?": what stands before it is the claim, no second question."""
_SAME_QUESTION = frozenset({
    (Ragam.APA_SAJA, Ragam.FORMAT), (Ragam.FORMAT, Ragam.APA_SAJA), (Ragam.BEDA, Ragam.DEFINISI),
    (Ragam.BEDA, Ragam.HUBUNGAN), (Ragam.SIAPA, Ragam.APA_SAJA), (Ragam.KUTIP, Ragam.FORMAT),
    (Ragam.KUTIP, Ragam.APA_SAJA), (Ragam.BEDA, Ragam.TUJUAN), (Ragam.BEDA, Ragam.FORMAT),
    (Ragam.BERAPA, Ragam.APA_SAJA), (Ragam.APA_SAJA, Ragam.BERAPA), (Ragam.RUMUS, Ragam.LANGKAH),
})  # fmt: skip
"""Two cues that ask one thing."""
