"""Citations: the passages that an answer rests on, with place, words, verification and status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.answering.compose.extract import without_heading
from bot.answering.compose.say import say
from bot.answering.model import Kutipan, Terdekat
from knowledge.index.model import Hit, Knowledge
from knowledge.model import Jenis, Passage, Relasi, StatusBerlaku, Sumber

MOST = 4
"""More places than this do not help a reader to check an answer."""
LONGEST = 700
"""Characters of a shown quotation or summary."""
_CHANGED = {
    StatusBerlaku.DICABUT: ("dicabut-oleh", "diganti-oleh"),
    StatusBerlaku.DIUBAH: ("diubah-oleh",),
}


def cite(
    hits: Sequence[Hit], knowledge: Knowledge, words: Mapping[str, str] | None = None
) -> tuple[Kutipan, ...]:
    """One citation a passage, in the order given; where the official text of the place is in the index, its
    words stand in place of ours.

    ``words`` are the sentences of a passage that the answer uses (by passage id): a summary shows these.
    """
    out: list[Kutipan] = []
    seen: set[tuple[str, str, str | None]] = set()
    for hit in hits:
        official = _official(hit)
        shown = official or hit.passage
        key = (shown.sumber_id, str(shown.letak) or shown.id, _own_pages(shown))
        if key in seen:
            continue
        seen.add(key)
        used = None if official else (words or {}).get(hit.passage.id)
        out.append(_kutipan(shown, knowledge, used, passage_id=hit.passage.id))
        if len(out) == MOST:
            break
    return tuple(out)


def _own_pages(passage: Passage) -> str | None:
    """A section of a report runs over many pages: each of its passages is a place of its own."""
    return pages(passage) if passage.jenis in {Jenis.LKJIP, Jenis.RENSTRA} and not passage.contoh else None


def _official(hit: Hit) -> Passage | None:
    """The official text of exactly the same place.  Of an overview only parts may be there: a part is not
    what the answer rests on, so our summary of the whole is shown."""
    return next((n for n in hit.naskah if n.letak.key() == hit.passage.letak.key()), None)


OURS = frozenset({Jenis.GLOSARIUM, Jenis.KALENDER, Jenis.PRAKTIK})
"""Collections of our own: an answer from them alone leaves the reader without a rule to open."""
NEAR = 0.6
"""Share of the best passage's score from which a rule still speaks of the same matter."""


def with_rule(cited: Sequence[Hit], found: Sequence[Hit]) -> tuple[Hit, ...]:
    """The passages cited, and where all of them are our own collections, the nearest rule in force after
    them: what the reader opens to check the answer."""
    if not cited or any(hit.passage.jenis not in OURS for hit in cited):
        return tuple(cited)
    best = max(hit.skor for hit in found) if found else 0.0
    rule = next(
        (
            hit
            for hit in found
            if hit.passage.jenis is Jenis.REGULASI
            and hit.passage.status is not StatusBerlaku.DICABUT
            and hit.skor >= NEAR * best
        ),
        None,
    )
    return (*cited, rule) if rule else tuple(cited)


def _kutipan(passage: Passage, knowledge: Knowledge, used: str | None, *, passage_id: str) -> Kutipan:
    source = knowledge.source(passage.sumber_id)
    return Kutipan(
        passage_id=passage_id,
        sumber=source_name(source, passage),
        sumber_id=passage.sumber_id,
        jenis=passage.jenis,
        letak=str(passage.letak) or passage.judul,
        teks=shorten(used or without_heading(passage)),
        bentuk=passage.bentuk,
        halaman=pages(passage),
        verifikasi=passage.verifikasi,
        status_berlaku=source.status if source else passage.status,
        keterangan_status=status_note(source, knowledge) if source else None,
        contoh=passage.contoh,
        verifikasi_letak=passage.verifikasi_letak,
    )


def source_name(source: Sumber | None, passage: Passage) -> str:
    return source.singkat if source else passage.sumber_id


def pages(passage: Passage) -> str | None:
    """``6`` or ``28-29``."""
    if passage.halaman is None:
        return None
    first, last = passage.halaman
    return str(first) if first == last else f"{first}-{last}"


def status_note(source: Sumber, knowledge: Knowledge) -> str | None:
    """ "dicabut oleh … (Pasal 6, sejak …)"; None for a rule that is in force unchanged."""
    relation = changing_relation(source)
    if relation is None:
        return None
    other = knowledge.source(relation.sumber_id)
    return say(
        "status",
        kata=relation.jenis.replace("-", " "),
        sumber=other.singkat if other else relation.sumber_id,
        keterangan=relation.keterangan or "",
    )


def changing_relation(source: Sumber) -> Relasi | None:
    """What changed, revoked or replaced a source; the strongest relation that fits its status."""
    wanted = _CHANGED.get(source.status, ())
    found = [r for kind in wanted for r in source.relasi if r.jenis == kind]
    return found[0] if found else None


def nearest_places(hits: Sequence[Hit], knowledge: Knowledge, *, most: int = 3) -> tuple[Terdekat, ...]:
    """The places that come nearest to a question, each once."""
    out: dict[tuple[str, str], Terdekat] = {}
    for hit in hits:
        passage = hit.passage
        name = source_name(knowledge.source(passage.sumber_id), passage)
        place = Terdekat(name, str(passage.letak) or passage.judul, passage.judul)
        out.setdefault((place.sumber, place.letak), place)
    return tuple(out.values())[:most]


def shorten(text: str) -> str:
    """A text that fits a citation, cut at a line or a word."""
    if len(text) <= LONGEST:
        return text
    end = max(text.rfind("\n", 0, LONGEST), text.rfind(". ", 0, LONGEST) + 1)
    if end < LONGEST // 2:
        end = text.rfind(" ", 0, LONGEST)
    return f"{text[:end].rstrip()} …"
