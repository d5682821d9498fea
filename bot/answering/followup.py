"""A message that only makes sense after the last one, completed to a question that stands alone.

What is missing is taken from the last question that was understood, never from further back: a change of
topic ends the old one.  A new party, number or object takes the place of the old one in the old question; a
new thing asked ("terus siapa yang ttd?") takes over the old topic; "itu di pasal berapa" and "yang kedua"
refer to the passages and the items of the last answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering import wording
from bot.answering.message import Kata, Peran, Pesan, does_work, read_message
from bot.answering.model import Giliran
from bot.answering.smalltalk import table, words
from knowledge.index.model import Knowledge

TURNS = 3
SHORT = 5
"""A message of at most so many words, none with matter of its own, is no question by itself."""
LONG = 12
"""A longer message is complete, whatever it begins with."""
MOST_LETTERS = 300
ITEM = 160
_ITEM = re.compile(r"^\s*(?:(\d{1,2})[.)]|[-•])\s+(\S.*)$")
_ORDINAL = re.compile(r"^(?:ke-?(\d{1,2})|(\d{1,2}))$")
_TOPIC = (Peran.POKOK, Peran.OBJEK, Peran.PIHAK, Peran.ACUAN)
_PLACE = re.compile(
    r"\b(?:pasal|lampiran|halaman|hlm|huruf|bab|ayat|letak\w*)(?:nya)? (?:berapa|mana|apa)\b"
    r"|\bdasar(?:nya)?\b(?: hukum\w*)?|\b(?:landasan|rujukan|referensi|sumber)(?:nya)?\b"
    r"|\b(?:di|ada di) ?mana (?:\S+ )?(?:di)?(?:atur|tulis|sebut|muat)\w*"
    r"|\b(?:aturan|peraturan|ketentuan)(?:nya)? (?:mana|apa|di mana)\b"
    r"|\b(?:pasal|halaman|letak|aturan|hukum)nya\b"
)
_YEAR = re.compile(r"(?:19|20)\d\d(?!\w)")
_ELSE = re.compile(
    r"\b(?:selain (?:itu|yang tadi|tersebut)|apa lagi|ada lagi|yang lain(?:nya)?|lain(?:nya)? apa|lagi apa)\b"
)
_DIFFER = re.compile(r"\bperbedaan\b|\bsama (?:tidak|saja|dengan)\b|\bdibanding\w*")
_NOT_A_QUESTION = frozenset({"ya", "oke", "nah"})


@dataclass(frozen=True, slots=True)
class _Dasar:
    """What a follow-up may refer to."""

    pesan: Pesan
    """The last question with a topic."""
    giliran: Giliran
    """The last turn: what a place or an item refers to."""
    sebelumnya: str | None
    """The question before it, for a comparison with "the one just now"."""


def complete(text: str, turns: Sequence[Giliran], knowledge: Knowledge) -> str | None:
    """The whole question behind a follow-up; None for a question that stands alone.

    ``turns`` are the earlier questions, the oldest first, without greetings and what was refused.
    """
    if not turns or len(text) > MOST_LETTERS:
        return None
    message = read_message(text, knowledge)
    if not depends(message):
        return None
    before = _questions(turns, knowledge)
    about = _last_topic(turns, before, knowledge)
    past = read_message(before[about], knowledge)
    if not past.of(*_TOPIC, Peran.ANGKA):
        return None
    base = _Dasar(past, turns[-1], before[about - 1] if about else None)
    result = " ".join((_completed(message, base, knowledge) or "").split())
    return result if result and result.lower() != text.lower() else None


def _questions(turns: Sequence[Giliran], knowledge: Knowledge) -> list[str]:
    """The turns as questions that stand alone; those that were not stored so are completed here."""
    whole: list[str] = []
    for number, turn in enumerate(turns):
        if turn.pertanyaan_utuh:
            whole.append(turn.pertanyaan_utuh)
            continue
        earlier = [
            Giliran(t.pertanyaan, t.jawaban, t.passage_ids, q) for t, q in zip(turns, whole, strict=False)
        ]
        done = complete(turn.pertanyaan, earlier[:number], knowledge) if earlier else None
        whole.append(done or turn.pertanyaan)
    return whole


def _last_topic(turns: Sequence[Giliran], before: Sequence[str], knowledge: Knowledge) -> int:
    """Index of the last question that is not merely about the place of an answer."""
    for index in range(len(turns) - 1, 0, -1):
        if not _asks_place(read_message(turns[index].pertanyaan, knowledge)):
            return index
    return 0


def _asks_place(message: Pesan) -> bool:
    return bool(_PLACE.search(message.baku)) and not message.of(Peran.POKOK, Peran.OBJEK)


def depends(message: Pesan) -> bool:
    """Whether a message needs the one before it."""
    said = message.isi
    if not said or len(said) > LONG:
        return False
    points = message.menunjuk
    own = message.of(Peran.POKOK, Peran.OBJEK, Peran.ACUAN)
    if not own:
        if message.of(Peran.ANGKA) and not _ordinal(message):
            # A value with a question about it is a matter of its own ("nilai 62 predikatnya apa").
            return len(said) <= SHORT and all(
                k.peran is not Peran.UMUM or k.baku not in _askers() for k in said
            )
        return points or message.bersambung or len(said) <= SHORT
    if _DIFFER.search(message.baku) and message.menunjuk_kuat:
        return True
    objects = message.of(Peran.OBJEK, Peran.ACUAN)
    if objects and message.of(Peran.POKOK):
        return False
    if objects:
        if not _DIFFER.search(message.baku):
            return message.bersambung and not _asks(message)
        alone = len(_runs(objects, message)) < 2
        return alone and (message.bersambung or len(said) <= SHORT)
    return len(said) <= SHORT + 2 and (message.menunjuk_kuat or (message.bersambung and len(own) <= 2))


def _runs(chosen: Sequence[Kata], message: Pesan) -> list[list[Kata]]:
    """Words that stand next to each other count as one thing."""
    runs: list[list[Kata]] = []
    last = -2
    for number, word in enumerate(message.kata):
        if not any(word is one for one in chosen):
            continue
        if number == last + 1:
            runs[-1].append(word)
        else:
            runs.append([word])
        last = number
    return runs


def _asks(message: Pesan) -> bool:
    """Whether a message itself says what it wants to know, beyond its connective."""
    rest = message.isi[1:] if message.bersambung else message.isi
    return any(k.isyarat or (k.peran is Peran.UMUM and k.baku in _askers()) for k in rest)


def _askers() -> frozenset[str]:
    """Words that say what is asked; a unit beside a number ("tahun 2025", "nilai 81") does not."""
    return (words("lanjutan", "aspek") | words("lanjutan", "modal")) - words("lanjutan", "satuan")


def _completed(message: Pesan, base: _Dasar, knowledge: Knowledge) -> str | None:
    plain = message.baku
    if (number := _ordinal(message)) is not None and (item := _item(number, base, knowledge)):
        return f"{_clean(message, drop_order=True) or 'apa maksud'} {item}"
    if _asks_place(message):
        return _place(base, knowledge)
    if _ELSE.search(plain):
        return f"apa saja {topic(base.pesan)} lainnya"
    if _DIFFER.search(plain) and not message.of(Peran.PIHAK):
        if pair := _pair(message, base, knowledge):
            return f"apa perbedaan {pair[0]} dan {pair[1]}"
        if message.menunjuk_kuat:
            return None  # there is no second thing to compare with
    if _is_why(message):
        return f"mengapa {topic(base.pesan)}"
    if not _asks(message) or _only_extends(message):
        swapped = _swapped(message, base)
        if swapped is not None or message.of(Peran.ANGKA):
            return swapped
    kept = topic(
        base.pesan,
        work=not any(does_work(k) for k in message.kata),
        party=not message.of(Peran.PIHAK),
        objects=not message.of(Peran.OBJEK),
    )
    return f"{_as_question(_clean(message))} {kept}"


def _as_question(said: str) -> str:
    """A modal at the front asks for yes or no; the tag that asked so ("boleh diubah ga?") goes."""
    parts = said.split()
    if not parts or parts[0].lower() not in words("lanjutan", "modal"):
        return said
    while len(parts) > 1 and wording.steer(parts[-1]) in {"tidak", "kan", "ya", "kah"}:
        parts.pop()
    return "apakah " + " ".join(parts)


def _only_extends(message: Pesan) -> bool:
    """Whether a message asks no more than whether the same holds for another party."""
    rest = {k.baku for k in message.isi if k.peran is Peran.UMUM}
    return (
        bool(message.of(Peran.PIHAK))
        and bool(rest & {"berlaku", "sama", "juga"})
        and rest <= words("lanjutan", "sama_untuk")
    )


def _is_why(message: Pesan) -> bool:
    return (
        any(k.baku in words("lanjutan", "mengapa") for k in message.kata)
        or message.isi[0].asli.lower() == "kok"
    )


def _clean(message: Pesan, *, drop_order: bool = False) -> str:
    """What a follow-up says by itself, without connective and pronouns at its edges."""
    pointing = words("lanjutan", "tunjuk") | _NOT_A_QUESTION
    out = [k for k in message.kata if k.peran is not Peran.TANDA and k.baku not in pointing]
    while out and out[0].baku.split()[0] in words("lanjutan", "sambung") - frozenset(
        {"untuk", "bagaimana", "kalau", "jika"}
    ):
        out.pop(0)
    if (
        len(out) > 1
        and out[0].baku in {"kalau", "jika"}
        and (out[1].peran is Peran.PIHAK or out[1].baku in {"untuk", "buat"})
    ):
        out.pop(0)  # "kalau untuk kecamatan, kapan" is no condition; "kalau terlambat" is
    if drop_order:
        orders = table()["lanjutan"]["urutan"]
        out = [k for k in out if k.baku not in orders and not _ORDINAL.match(k.baku)
               and k.baku not in {"yang", "nomor", "poin", "butir", "ke"}]  # fmt: skip
    return " ".join(k.asli for k in out)


def topic(past: Pesan, *, work: bool = True, party: bool = True, objects: bool = True) -> str:
    """What a question was about: without what it asked, its modals and its particles."""
    dropped = words("lanjutan", "buang")
    kept: list[Kata] = []
    for word in past.kata:
        if word.peran is Peran.TANDA:
            continue
        if word.peran is Peran.UMUM:
            general = word.baku in dropped or all(p in dropped for p in word.baku.split())
            worked = does_work(word)
            if general or (worked and not work) or (word.isyarat and not worked):
                continue
        if word.peran is Peran.PIHAK and (not party or (word.penerima and not work)):
            continue
        if word.peran is Peran.OBJEK and not objects:
            continue
        kept.append(word)
    edge = words("lanjutan", "tepi")
    kept = [
        w
        for i, w in enumerate(kept)
        if not (w.baku in edge and (i + 1 == len(kept) or kept[i + 1].baku in edge))
    ]
    while kept and kept[0].baku in edge:
        kept.pop(0)
    while kept and kept[-1].baku in edge:
        kept.pop()
    return " ".join(w.asli for w in kept)


def _swapped(message: Pesan, base: _Dasar) -> str | None:
    """The old question with the new party, number or object in the place of the old one."""
    for role in (Peran.ACUAN, Peran.OBJEK, Peran.POKOK, Peran.PIHAK, Peran.ANGKA):
        new = message.of(role)
        if new:
            return _put(role, " ".join(k.asli for k in new), base.pesan, message)
    return None


def _put(role: Peran, new: str, past: Pesan, message: Pesan) -> str | None:
    # A thing that is not known to be of the same sort narrows the old question and replaces nothing.
    replaced: Peran | None = None if role is Peran.POKOK else role
    if role is Peran.OBJEK and not past.of(Peran.OBJEK):
        replaced = Peran.POKOK
    out: list[str] = []
    done = False
    to_receiver = role is Peran.PIHAK and any(k.penerima for k in message.of(Peran.PIHAK))
    for word in past.kata:
        if word.peran is Peran.TANDA:
            continue
        gone = word.peran is replaced and not (role is Peran.PIHAK and word.penerima is not to_receiver)
        if role is Peran.ANGKA:
            gone = gone and bool(_YEAR.match(word.asli)) is bool(_YEAR.match(new))
        if (
            role in {Peran.PIHAK, Peran.OBJEK}
            and word.peran is Peran.PIHAK
            and word.penerima
            and not to_receiver
        ):
            _drop_edge(out)
            continue
        if not gone:
            out.append(word.asli)
        elif not done:
            out.append(new)
            done = True
    if not done and role is not Peran.ANGKA:
        link = "kepada" if to_receiver else "untuk"
        out.append(f"{link} {new}" if role in {Peran.PIHAK, Peran.POKOK} else new)
    if not done and role is Peran.ANGKA:
        return None
    return " ".join(out)


def _drop_edge(out: list[str]) -> None:
    while out and out[-1].lower() in words("lanjutan", "tepi"):
        out.pop()


def _place(base: _Dasar, knowledge: Knowledge) -> str:
    """Where the last answer stands: its first passage by name, with the topic that was asked about."""
    about = topic(base.pesan)
    for passage_id in base.giliran.passage_ids[:1]:
        passage = knowledge.passage(passage_id)
        source = knowledge.source(passage.sumber_id) if passage else None
        if passage is not None and source is not None:
            return f"di mana diatur {about} menurut {source.singkat} {passage.letak}"
    return f"di mana diatur {about}"


def _pair(message: Pesan, base: _Dasar, knowledge: Knowledge) -> tuple[str, str] | None:
    """The two things of "bedanya sama yang tadi?": the new one or the last, and the one before."""
    last = _thing(base.pesan)
    own = message.of(Peran.OBJEK, Peran.ACUAN, Peran.POKOK)
    if own:
        new = " ".join(k.asli for k in own)
        return (new, last) if new.lower() != last.lower() else None
    if base.sebelumnya is None:
        return None
    first = _thing(read_message(base.sebelumnya, knowledge))
    return (last, first) if first and first.lower() != last.lower() else None


def _thing(past: Pesan) -> str:
    """The thing that a question was about, in few words."""
    for roles in ((Peran.OBJEK,), (Peran.POKOK,), (Peran.ACUAN,)):
        if found := past.of(*roles):
            return " ".join(k.asli for k in _runs(found, past)[0])
    return topic(past)


def _ordinal(message: Pesan) -> int | None:
    """Which item is meant ("yang kedua", "nomor 3", "poin terakhir"), -1 for the last; None where none is."""
    orders = table()["lanjutan"]["urutan"]
    said = message.isi
    for number, word in enumerate(said):
        before = said[number - 1].baku if number else ""
        if word.baku in orders and before in {"yang", "nomor", "poin", "butir", "ke", "item", ""}:
            return int(orders[word.baku])
        found = _ORDINAL.match(word.baku)
        if found and before in {"nomor", "poin", "butir", "item", "ke"}:
            return int(found[1] or found[2])
    return None


def _item(number: int, base: _Dasar, knowledge: Knowledge) -> str | None:
    """The item of the last answer's list, or of the passage that it cited first."""
    items = [m[2] for line in base.giliran.jawaban.splitlines() if (m := _ITEM.match(line))]
    if not items:
        for passage_id in base.giliran.passage_ids[:1]:
            passage = knowledge.passage(passage_id)
            items = list(next((p.butir for p in passage.pernyataan if p.butir), ())) if passage else []
    index = number - 1 if number > 0 else len(items) - 1
    return items[index][:ITEM].rstrip(" .;:,") if 0 <= index < len(items) else None
