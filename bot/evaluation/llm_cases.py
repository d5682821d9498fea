"""Faithful answers by rule, over the shipped passages: what the checks of a model's answer must let pass.

A case is a question's evidence (a passage, its neighbours, the composed answer) and an answer in keyed
sentences.  The rules say the same in other words; they know nothing of the checks.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.answering.compose.say import opened, sentences, statement
from bot.answering.llm.keys import make_keys
from bot.answering.llm.model import Sandingan, juxtapose
from bot.answering.model import Ragam
from bot.answering.steps import Susunan
from knowledge.index.model import Hit
from knowledge.model import Passage, Pernyataan, Sumber

NEIGHBOURS = 3
"""Further passages that the model is given; the answer cites them only where a mutation does."""


@dataclass(frozen=True, slots=True)
class Kasus:
    """Evidence and an answer in pieces; each piece is a sentence (or a list) and the passage it cites."""

    nama: str
    sandingan: Sandingan
    kalimat: tuple[str, ...]
    kunci: str
    pembuka: str = ""
    """``Ya.``, ``Tidak.`` or nothing."""

    @property
    def passage(self) -> Passage:
        return self.sandingan.nukilan[0].passage

    def text(self, kalimat: Sequence[str] | None = None, *, pembuka: str | None = None) -> str:
        """The answer with a key in each sentence."""
        body = [keyed(piece, self.kunci) for piece in (self.kalimat if kalimat is None else kalimat)]
        opening = self.pembuka if pembuka is None else pembuka
        return "\n".join([f"{opening} {body[0]}".strip(), *body[1:]])


def keyed(piece: str, key: str) -> str:
    """A sentence with its key before the full stop; a list with a key at the end of each line."""
    lines = [f"{line.rstrip().rstrip('.')} [{key}]." if line.rstrip().endswith(".") else f"{line.rstrip()} [{key}]"  # noqa: E501
             for line in piece.split("\n")]  # fmt: skip
    return "\n".join(lines)


def cases(passages: Sequence[Passage], sources: Mapping[str, Sumber], seed: int) -> list[Kasus]:
    """One case a passage: its first statement, and where there is one a second that says something else."""
    rng = random.Random(seed)
    out = []
    for at, passage in enumerate(passages):
        if not passage.pernyataan:
            continue
        near = [*passages[max(0, at - 2) : at], *passages[at + 1 : at + 2]]
        out.append(_case(passage, near[:NEIGHBOURS], sources, rng))
    return out


def _case(
    passage: Passage, near: Sequence[Passage], sources: Mapping[str, Sumber], rng: random.Random
) -> Kasus:
    claims = [p for p in passage.pernyataan if p.sikap is not None]
    plain = [p for p in passage.pernyataan if p.sikap is None]
    first = rng.choice(claims) if claims and (not plain or rng.random() < 0.35) else plain[0]
    others = [p for p in plain if p is not first and not p.butir]
    chosen = [first, *([rng.choice(others)] if others and rng.random() < 0.6 else [])]
    texts = tuple(statement(p) for p in chosen)
    opening = opened(first.sikap, "").strip() if first.sikap else ""
    lead = opened(first.sikap, texts[0])
    hits = tuple(Hit(p, 0.9, {}, 0.9) for p in (passage, *near))
    composed = Susunan(
        "\n".join([lead, *texts[1:]]), hits[:1], Ragam.UMUM, lead, ((passage.id, "\n".join(texts)),)
    )
    keys = make_keys([h.passage.id for h in hits], f"uji-{passage.id}")
    question = (
        f"Apakah benar {first.perihal}?" if first.sikap and first.perihal else f"Bagaimana {passage.judul}?"
    )
    given = juxtapose(question, composed, hits, sources.get, keys)
    return Kasus(passage.id, given, texts, keys[0], opening)


# --- the same in other words ------------------------------------------------------------------------------

Rule = Callable[[Kasus, random.Random], str | None]
WORDS: tuple[tuple[str, str], ...] = (
    (r"\bialah\b", "adalah"), (r"\badalah\b", "ialah"), (r"\bsetelah\b", "sesudah"), (r"\bsesudah\b", "setelah"),  # noqa: E501
    (r"\bmempunyai\b", "memiliki"), (r"\byaitu\b", "yakni"), (r"\byakni\b", "yaitu"), (r"\bbila\b", "apabila"),  # noqa: E501
    (r"\bagar\b", "supaya"), (r"\bmemuat\b", "berisi"), (r"\bpaling lambat\b", "selambat-lambatnya"),
    (r"\bdisusun\b", "dibuat"), (r"\btiap\b", "setiap"), (r"\bmenyebut\b", "menyebutkan"),
    (r"\bdalam Lampiran\b", "di dalam Lampiran"), (r"\bdipakai\b", "digunakan"), (r"\bserta\b", "dan"),
    (r"\bsekurang-kurangnya\b", "paling sedikit"), (r"\bboleh\b", "dapat"), (r"\bmemakai\b", "menggunakan"),
    (r"\bterdiri atas\b", "mencakup"), (r"\bsejak\b", "terhitung sejak"), (r"\bbeserta\b", "dan"),
    (r"\bhanya\b", "cuma"), (r"\bmelaksanakan\b", "menjalankan"), (r"\bperjanjian kinerja \(PK\)", "PK"),
    (r"\blaporan kinerja \(LKj\)", "LKj"), (r"\bmenurut\b", "berdasarkan"), (r"\btidak disebut\b", "tidak disebutkan"),  # noqa: E501
)  # fmt: skip
"""Words that mean the same in this field; none changes a number, a party, a duty or a direction."""
DIGITS = {"dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9}
_BOTH = re.compile(r"\b(\d) \((dua|tiga|empat|lima|enam|tujuh|delapan|sembilan)\)")
_GIVES = re.compile(
    r"^(?P<who>[A-Z][\w/ ,]{3,60}?) menyampaikan (?P<what>[\w() /,]{3,60}?) kepada (?P<whom>[^.:;]{3,90})\.$"
)
_MADE_BY = re.compile(
    r"^(?P<what>[A-Z][\w() /,]{3,70}?) disusun oleh (?P<who>[\w/ ]{3,50})(?P<rest>(?: berdasarkan[^.:;]*)?)\.$"  # noqa: E501
)


def _as_it_is(case: Kasus, rng: random.Random) -> str | None:
    return case.text()


def _synonyms(case: Kasus, rng: random.Random) -> str | None:
    rules = list(WORDS)
    rng.shuffle(rules)
    pieces, changed = list(case.kalimat), 0
    for pattern, other in rules:
        new = [re.sub(pattern, other, piece) for piece in pieces]
        if new != pieces:
            pieces, changed = new, changed + 1
        if changed == 3:
            break
    return case.text(pieces) if changed else None


def _numbers_in_other_form(case: Kasus, rng: random.Random) -> str | None:
    forms: tuple[Callable[[re.Match[str]], str], ...] = (
        lambda m: m[1], lambda m: m[2], lambda m: f"{m[2]} ({m[1]})",
    )  # fmt: skip
    form = rng.choice(forms)
    new = [_BOTH.sub(form, piece) for piece in case.kalimat]
    return case.text(new) if new != list(case.kalimat) else None


def _reordered(case: Kasus, rng: random.Random) -> str | None:
    if len(case.kalimat) < 2 or case.pembuka:
        return None
    return case.text(tuple(reversed(case.kalimat)))


def _introduced(case: Kasus, rng: random.Random) -> str | None:
    given = case.sandingan.nukilan[0]
    place = str(case.passage.letak)
    if not place or case.passage.letak.bebas:
        return None
    first = lower_first(case.kalimat[0])
    opening = rng.choice(
        ("Menurut {s} {p}, {k}", "Berdasarkan {p} {s}, {k}", "Dalam {s} {p} disebutkan bahwa {k}")
    )
    return case.text((opening.format(s=given.sumber, p=place, k=first), *case.kalimat[1:]))


def _partial(case: Kasus, rng: random.Random) -> str | None:
    return case.text(case.kalimat[:1]) if len(case.kalimat) > 1 else None


def _fewer_items(case: Kasus, rng: random.Random) -> str | None:
    lines = case.kalimat[0].split("\n")
    if len(lines) < 4:
        return None
    head = re.sub(r"^(.*?)(?: ialah| adalah)?( berikut)?:$", r"\1 antara lain:", lines[0])
    return case.text(("\n".join([head, *lines[1:3]]),)) if head != lines[0] else None


def _merged(case: Kasus, rng: random.Random) -> str | None:
    if len(case.kalimat) < 2 or "\n" in case.kalimat[0]:
        return None
    joint = rng.choice(("; adapun ", "; selain itu, ", ", dan "))
    return case.text((case.kalimat[0].rstrip(".") + joint + lower_first(case.kalimat[1]), *case.kalimat[2:]))


def _connected(case: Kasus, rng: random.Random) -> str | None:
    if len(case.kalimat) < 2:
        return None
    word = rng.choice(("Selain itu, ", "Dengan demikian, ", "Adapun ", "Di samping itu, ", "Lebih lanjut, "))
    return case.text((case.kalimat[0], word + lower_first(case.kalimat[1]), *case.kalimat[2:]))


def _list_as_prose(case: Kasus, rng: random.Random) -> str | None:
    lines = case.kalimat[0].split("\n")
    if len(lines) < 3:
        return None
    items = [re.sub(r"^\d+\. ", "", line).rstrip(".;") for line in lines[1:]]
    return case.text((f"{lines[0]} {'; '.join(items[:-1])}; dan {items[-1]}.", *case.kalimat[1:]))


def _list_with_dashes(case: Kasus, rng: random.Random) -> str | None:
    lines = case.kalimat[0].split("\n")
    if len(lines) < 3:
        return None
    # One key behind the opening line, as models often write it.
    head = f"{lines[0]} [{case.kunci}]"
    items = [re.sub(r"^\d+\. ", "- ", line) for line in lines[1:]]
    rest = [keyed(piece, case.kunci) for piece in case.kalimat[1:]]
    return "\n".join([f"{case.pembuka} {head}".strip(), *items, *rest])


def _passive(case: Kasus, rng: random.Random) -> str | None:
    first = case.kalimat[0]
    if found := _GIVES.match(first):
        what = found["what"][:1].upper() + found["what"][1:]
        new = f"{what} disampaikan oleh {lower_first(found['who'])} kepada {found['whom']}."
    elif found := _MADE_BY.match(first):
        who = found["who"][:1].upper() + found["who"][1:]
        new = f"{who} menyusun {lower_first(found['what'])}{found['rest']}."
    else:
        return None
    return case.text((new, *case.kalimat[1:]))


def _letter_case(case: Kasus, rng: random.Random) -> str | None:
    pairs = (("bupati", "Bupati"), ("gubernur", "Gubernur"), ("wali kota", "Wali Kota"), ("menteri", "Menteri"),  # noqa: E501
             ("laporan kinerja", "Laporan Kinerja"), ("perjanjian kinerja", "Perjanjian Kinerja"))  # fmt: skip  # noqa: E501
    new = list(case.kalimat)
    for low, high in pairs:
        new = [re.sub(rf"\b{low}\b", high, piece) for piece in new]
    return case.text(new) if new != list(case.kalimat) else None


def _key_after_stop(case: Kasus, rng: random.Random) -> str | None:
    body = [f"{piece} [{case.kunci}]" for piece in case.kalimat if "\n" not in piece]
    return f"{case.pembuka} {' '.join(body)}".strip() if body and "\n" not in case.kalimat[0] else None


def _quoted(case: Kasus, rng: random.Random) -> str | None:
    long = [
        s for s in sentences(case.kalimat[0]) if 6 <= len(s.split()) <= 40 and "“" not in s and '"' not in s
    ]
    if not long or "\n" in case.kalimat[0]:
        return None
    words = long[0].rstrip(".").split()
    part = " ".join(words[2:])
    return case.text((f"{' '.join(words[:2])} “{part}”.", *case.kalimat[1:]))


FAITHFUL: Mapping[str, Rule] = {
    "apa adanya": _as_it_is, "sinonim": _synonyms, "bentuk angka": _numbers_in_other_form,
    "urutan": _reordered, "pengantar": _introduced, "sebagian": _partial, "butir sebagian": _fewer_items,
    "digabung": _merged, "penghubung": _connected, "daftar jadi kalimat": _list_as_prose,
    "daftar bertanda": _list_with_dashes, "aktif-pasif": _passive, "huruf besar": _letter_case,
    "kunci di akhir": _key_after_stop, "kutipan": _quoted,
}  # fmt: skip


def faithful(given: Sequence[Kasus], seed: int, most: int = 40) -> Iterator[tuple[str, Kasus, str]]:
    """``(rule, case, answer)``, at most so many a rule, over all kinds of passages."""
    for number, (name, rule) in enumerate(FAITHFUL.items()):
        rng = random.Random(seed + number)
        order = list(given)
        rng.shuffle(order)
        made = 0
        for case in order:
            text = rule(case, rng)
            if text is not None and made < most:
                made += 1
                yield name, case, text


_CAPITAL = frozenset({"Permenpan", "Permendagri", "Perpres", "Pasal", "Lampiran", "Anak", "Bab", "Menteri", "Presiden",  # noqa: E501
                      "Undang", "Peraturan", "Inpres", "Renstra", "Gubernur", "Bupati"})  # fmt: skip


def lower_first(text: str) -> str:
    """A sentence as the end of another: its first letter small, unless it is a name or an abbreviation."""
    first = re.match(r"\w+", text)
    if (
        not first
        or not first[0][:1].isupper()
        or any(c.isupper() for c in first[0][1:])
        or first[0] in _CAPITAL
    ):
        return text
    return text[:1].lower() + text[1:]


def stated(one: Pernyataan) -> str:
    """A statement with its items, as plain text."""
    return " ".join((one.teks, *one.butir))
