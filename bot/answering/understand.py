"""From the words of a person to a :class:`~bot.answering.model.Maksud`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from bot.answering import kinds, parties, wording
from bot.answering.model import Giliran, Maksud, Ragam
from knowledge.index.model import Acuan, Knowledge
from knowledge.model import Aspek

_NUMBER = re.compile(r"(?<![\w/.,-])\d{1,3}(?:[.,]\d+)?(?=\s*(?:%|persen|\b))(?![\w/-])(?![.,]\d)")
_YEAR = re.compile(r"(?<![\w/])(?:19|20)\d\d(?![\w/])")
_OFFICE = re.compile(
    r"\b(?:dinas|badan|kecamatan|kelurahan|inspektorat|sekretariat|diskominfo|bappeda|dinkes|disdik|"
    r"dinsos|rsud|"
    r"dispora|dlh|satpol pp|pemkab|pemkot|pemprov|kabupaten|kota|provinsi|kementerian)\b"
    r"(?:\s+(?!Tahun|Anggaran|LKj|LKJ|LAKIP|PK|IKU|Permen|Renstra)[A-Z][\w-]+){1,5}"
)
_END = r"(?= itu\b| apa\b| di mana\b| bagaimana\b| tidak\b| bukan\b| ya\b|\s*[?,]|$)"
_WITH = r"(?:dan|dengan|sama|vs|versus)"
_FEW = r"\S{1,40}(?: \S{1,40}){0,3}?"
_ONE, _OTHER = r"(?P<a>.{1,80}?)", r"(?P<b>.{1,80}?)"
_CHOICE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\bperbedaan (?:(?:antara|dari|nya|utama) )*{_ONE} (?:{_WITH}|dibanding\w*) {_OTHER}{_END}",
        rf"^(?:apa )?(?:yang )?(?:memang )?{_ONE} {_WITH} {_OTHER} (?:itu )?(?:apa )?(?:perbedaan|sama\b)",
        rf"\b(?P<a>{_FEW}) (?:vs|versus) (?P<b>{_FEW})(?=\s*[?,]|$)",
        rf"\bhubungan(?:nya)? (?:(?:antara|dari) )*{_ONE} (?:dan|dengan|sama|ke) {_OTHER}{_END}",
        rf"^(?:apakah |apa )?{_ONE} (?:itu )?sama (?:dengan|seperti|saja dengan) {_OTHER}{_END}",
    )
)


@dataclass(frozen=True, slots=True)
class Dipahami:
    """A question understood, with what the answer needs beyond the stored :class:`Maksud`."""

    maksud: Maksud
    diarahkan: str
    """The question in standard steering words."""
    aspek: dict[Ragam, tuple[Aspek, ...]]
    """Where the cue of a kind was narrower than the kind."""
    ingkar: bool
    """The claim itself is negated ("kalau tidak …", "tidak perlu … kan"): no yes or no is given then."""
    klausa: dict[Ragam, str] = field(default_factory=dict)
    """The clause of each kind, where they stand in sentences of their own ("… buat apa? bisa … tidak?")."""
    banyak: tuple[int, ...] = ()
    """How many things it asks for by number ("sebutkan tujuh analisis")."""


def understand(question: str, history: Sequence[Giliran], knowledge: Knowledge) -> Maksud:
    """The question as a Maksud.  ``history`` is completed by conversation.py before this is called again."""
    return read(question, history, knowledge).maksud


def read(question: str, history: Sequence[Giliran], knowledge: Knowledge) -> Dipahami:
    """Like :func:`understand`, with the steering words and narrowed aspects."""
    del (
        history
    )  # A follow-up is completed by the conversation step, which calls this with the whole question.
    written, question = question, named_places(question)
    steered = wording.steer(question)
    found = kinds.recognise(steered)
    chosen = kinds.two_questions(steered, found)
    acuan = knowledge.references(question)
    nilai = _values(question, acuan)
    if chosen and chosen[0].ragam is Ragam.DEFINISI and chosen[0].kuat < kinds.STRONG:
        # A mere "… apa?" asks for a meaning only behind the thing alone; "… memeriksa apa?" does not.
        short = len(wording.stripped(question).split()) <= SHORT
        chosen = chosen if short else chosen[1:]
    if _only_a_place(question, acuan) and not any(k.ragam in _OF_A_PLACE for k in chosen):
        chosen = (kinds.Jenis_(Ragam.KUTIP, kinds.STRONG, 0),)
    ragam = _with_values(tuple(k.ragam for k in chosen), nilai, steered)
    if (
        Ragam.STATUS in {k.ragam for k in found}
        and Ragam.BOLEHKAH in ragam
        and any(a.sumber_id for a in acuan)
    ):
        ragam = (Ragam.STATUS, *(r for r in ragam if r not in {Ragam.STATUS, Ragam.BOLEHKAH}))
    dua_hal = _two_things(steered) if {Ragam.BEDA, Ragam.HUBUNGAN} & set(ragam) else None
    if Ragam.BEDA in ragam and dua_hal is None and "perbedaan" not in steered:
        # "Dibandingkan dengan apa?" asks for the other side, not for a difference.
        ragam = tuple(r for r in ragam if r is not Ragam.BEDA) or (Ragam.UMUM,)
    office = _OFFICE.search(question)
    maksud = Maksud(
        teks=written,
        utuh=searched(question, ragam[0]),
        ragam=ragam,
        acuan=acuan,
        nilai=nilai,
        pihak=parties.parties(steered.replace("tanda tangan", "ditandatangani")),
        dua_hal=dua_hal,
        tahun=_year(question, acuan),
        instansi=office.group() if office else None,
    )
    return Dipahami(
        maksud,
        steered,
        _narrowed(found, ragam),
        _negated(steered),
        _clauses_of(chosen, steered),
        _counts(steered),
    )


_PART = re.compile(
    r"\b(bab\s+(?:[ivx]{1,4}|\d{1,2})|lamp(?:iran|\.)?\s+(?:[ivx]{1,3}|\d))\s*,?\s*(?:bagian|sub ?bab|"
    r"poin|point|sub|nomor|bag\.?)?"
    r"\s+([a-h])(?=\s*(?:\?|,|$|\.|itu\b|isi|berisi|tentang|apa|ngapain|memuat|mengatur|menurut|permen))",
    re.IGNORECASE,
)


_ITEM = re.compile(
    r"\b(?:butir|nomor|no\.?|poin|angka)\s+(\d{1,2})\s+(?:di |pada |dari )?kelompok\s+([iI]{1,3}|[1-3])\b"
)
_DOTTED = re.compile(r"(?<![\w/.])(I{1,3})\s?[.-]\s?(\d{1,2})(?![\w/])")
_CHECKLIST = re.compile(r"\b(?:check ?list|ceklis|cek ?list|daftar uji|butir)\b", re.IGNORECASE)


def named_places(question: str) -> str:
    """The question with the parts of a place named as the letak names them ("bab III bagian B", "butir 7
    kelompok II", "III.5" of the checklist)."""
    text = _PART.sub(lambda m: f"{m[1]} huruf {m[2]}", question)
    text = _ITEM.sub(lambda m: f"kelompok {m[2]} butir {m[1]}", text)
    return _DOTTED.sub(lambda m: f"kelompok {m[1]} butir {m[2]}", text) if _CHECKLIST.search(text) else text


SHORT = 4
"""Words of a question that may be a thing by its name and a question word."""
_OF_A_PLACE = frozenset({Ragam.STATUS, Ragam.BOLEHKAH, Ragam.BEDA, Ragam.BERAPA, Ragam.TENGGAT, Ragam.DI_MANA,
                         Ragam.SIAPA, Ragam.KEPADA_SIAPA, Ragam.SANKSI})  # fmt: skip


def _only_a_place(question: str, acuan: Sequence[Acuan]) -> bool:
    """Whether a question names a place and nothing else: it asks what stands there."""
    rest = question
    for reference in acuan:
        rest = re.sub(re.escape(reference.teks), " ", rest, flags=re.IGNORECASE)
    words = [w for w in wording.tokens(rest) if w[0].isalnum() and w not in wording.words("tanpa_pokok")]
    return any(a.letak for a in acuan) and not words


def _narrowed(found: Sequence[kinds.Jenis_], ragam: Sequence[Ragam]) -> dict[Ragam, tuple[Aspek, ...]]:
    """The aspects that the cues name.  A yes-or-no question about a noun of another kind ("ada sanksinya
    tidak?") is answered by statements of that kind as well."""
    out = {k.ragam: k.aspek for k in found if k.aspek}
    if Ragam.BOLEHKAH in ragam:
        nouns = [
            k.ragam for k in found if k.ragam is not Ragam.BOLEHKAH and k.ragam not in ragam and k.kuat >= 2.5
        ]
        full = [a for r in nouns for a, w in kinds.ASPEK[r].items() if w == 1.0]
        own = out.get(Ragam.BOLEHKAH, (Aspek.BOLEH, Aspek.WAJIB, Aspek.BENAR))
        out[Ragam.BOLEHKAH] = (*own, *full)
    return out


_MEANING = re.compile(
    r"\b(?:singkatan|kepanjangan|definisi|pengertian|arti|maksud|dimaksud|istilah)(?:nya)?"
    r"(?: dari| dengan)?\b",
    re.IGNORECASE,
)


def searched(question: str, kind: Ragam) -> str:
    """What is searched for.  "Apa itu" and "kenapa" are no words to search for: a noun stands for them.  Of a
    question for a meaning only the thing itself is kept, for passages that happen to speak of abbreviations
    are no answer to what one stands for."""
    text = wording.stripped(question)
    if kind is Ragam.TUJUAN and "mengapa" in wording.steer(question).split():
        return f"{text} tujuan"
    if kind is not Ragam.DEFINISI:
        return text
    bare = wording.stripped(_MEANING.sub(" ", text))
    return f"pengertian {bare}" if re.search(r"\w{2}", bare) else text


def with_text(understood: Dipahami, utuh: str) -> Dipahami:
    """The same question with another text to search for."""
    return replace(understood, maksud=replace(understood.maksud, utuh=utuh))


def _with_values(ragam: tuple[Ragam, ...], nilai: tuple[Decimal, ...], steered: str) -> tuple[Ragam, ...]:
    """Predicate and category need a value; a word by itself asks for its meaning."""
    kept = tuple(r for r in ragam if r not in {Ragam.PREDIKAT, Ragam.KATEGORI} or nilai)
    if nilai and not {Ragam.PREDIKAT, Ragam.KATEGORI} & set(ragam):
        if re.search(
            r"\bnilai (?:sakip|akip|evaluasi|lhe)|\b(?:sakip|akip) (?:dapat |bisa )?(?:nilai )?\d|\bnilai \d",
            steered,
        ) and re.search(r"\b(?:aa|a|bb|b|cc|c|d|apa|huruf|grade|masuk)\b", steered):
            return (Ragam.PREDIKAT, *kept)
        if re.search(r"\bcapaian\b", steered) and re.search(
            r"\b(?:tinggi|sedang|rendah|masuk|tergolong|apa)\b", steered
        ):
            kept = (*kept, Ragam.KATEGORI) if kept else (Ragam.KATEGORI,)
    if not kept and re.fullmatch(r"(?:apa )?\S+(?: \S+)?\s*\?*", steered):
        # One or two words by themselves ("LKjIP?", "apa IKU?") ask for the meaning.
        return (Ragam.DEFINISI,)
    return kept or (Ragam.UMUM,)


def _values(question: str, acuan: Sequence[Acuan]) -> tuple[Decimal, ...]:
    """Plain numbers of a question that belong to no reference and are no years."""
    text = question
    for reference in acuan:
        if reference.teks:
            text = re.sub(re.escape(reference.teks), " ", text, flags=re.IGNORECASE)
    text = re.sub(
        r"\b(?:pasal|ayat|angka|huruf|bab|lampiran|tw|triwulan|eselon|nomor|no|halaman|tahun|form\w*|"
        r"permen\S*|pp|perpres|uu)\.?\s+\d[\d./-]*",
        " ",
        text,
        flags=re.IGNORECASE,
    )
    values: list[Decimal] = []
    for match in _NUMBER.finditer(text):
        values.append(Decimal(match.group().replace(",", ".")))
    return tuple(values)


def _year(question: str, acuan: Sequence[Acuan]) -> int | None:
    text = question
    for reference in acuan:
        text = text.replace(reference.teks, " ")
    found = _YEAR.search(text)
    return int(found.group()) if found else None


def _two_things(steered: str) -> tuple[str, str] | None:
    for pattern in _CHOICE:
        if match := pattern.search(steered):
            pair = (_edges(match["a"]), _edges(match["b"]))
            if all(pair) and pair[0] != pair[1]:
                return pair
    return None


def _edges(text: str) -> str:
    words = text.split()
    while words and words[0] in wording.words("tepi"):
        words.pop(0)
    while words and words[-1] in wording.words("tepi"):
        words.pop()
    return " ".join(words)


def _clauses_of(chosen: Sequence[kinds.Jenis_], steered: str) -> dict[Ragam, str]:
    """The words of the sentence of each kind, where two kinds are asked in two sentences."""
    out: dict[Ragam, str] = {}
    for kind in chosen:
        start = steered.rfind("?", 0, kind.mulai) + 1
        end = steered.find("?", kind.mulai)
        out[kind.ragam] = steered[start : end if end > 0 else len(steered)].strip()
    return out if len(set(out.values())) > 1 else {}


_COUNTS = {w: n for n, w in enumerate(
    ("dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh"), 2)}  # fmt: skip


def _counts(steered: str) -> tuple[int, ...]:
    """Small counts before a noun ("7 analisis", "tiga laporan")."""
    found = re.findall(
        r"(?<!pasal )(?<!angka )(?<!huruf )(?<!bab )(?<!ayat )(?<!nilai )(?<!eselon )(?<!\d)\b(\d{1,2}|"
        + "|".join(_COUNTS)
        + r") (?=[a-z]{4,})",
        steered,
    )
    return tuple(_COUNTS.get(word) or int(word) for word in found)


_NEGATED = re.compile(
    r"\b(?:kalau|jika) (?:\S{1,40} ){0,3}?(?:tidak|belum)\b"
    r"|\btidak (?:harus|wajib|perlu|boleh|bisa|usah|ada)\b(?= *[^\s?])"
    r"|\b(?:harus|wajib|perlu|boleh|bisa) tidak (?=\w+kan\b|me\w+|di\w+|ada\b)"
    r"|\btanpa\b|\bbukan(?= )"
)


def _negated(steered: str) -> bool:
    return bool(_NEGATED.search(steered))
