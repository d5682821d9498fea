"""Questions about two things: a statement that sets them side by side, or one statement of each."""

from __future__ import annotations

from bot.answering.compose.choose import Calon, Dicari, candidates
from bot.answering.compose.material import Bahan, Naskah
from bot.answering.compose.say import say, statement
from bot.answering.match import Kata
from bot.answering.model import Ragam
from knowledge.model import Aspek


def two_sides(bahan: Bahan, draft: Naskah) -> bool:
    """Answer a question about a difference or a relation; False where no two things are told apart."""
    kind = Ragam.BEDA if Ragam.BEDA in bahan.asked.maksud.ragam else Ragam.HUBUNGAN
    pair = bahan.asked.maksud.dua_hal
    table = (Aspek.BEDA, Aspek.HUBUNGAN) if kind is Ragam.BEDA else (Aspek.HUBUNGAN, Aspek.BEDA)
    both = _holding_both(bahan, kind, pair, table)
    if both is not None:
        draft.add(statement(both.pernyataan), both.hit)
        return True
    if pair is not None and kind is Ragam.HUBUNGAN:
        for calon in bahan.candidates(kind):
            one = bahan.kosakata.statement(calon.hit.passage, calon.nomor)
            if calon.pernyataan.sikap is None and _holds(bahan, pair, one.kalimat | one.butir):
                draft.add(statement(calon.pernyataan), calon.hit)
                return True
    if pair is None or kind is Ragam.HUBUNGAN:
        return False
    sides = [_side(bahan, name) for name in pair]
    if any(side is None for side in sides):
        return False
    draft.baris.append(
        say(
            "beda",
            kiri=pair[0].upper() if len(pair[0]) <= 6 else pair[0],
            kanan=pair[1].upper() if len(pair[1]) <= 6 else pair[1],
        )
    )
    for side in sides:
        assert side is not None
        draft.add(
            f"- {statement(side.pernyataan)}" if not side.pernyataan.butir else statement(side.pernyataan),
            side.hit,
        )
    return True


def _holding_both(
    bahan: Bahan, kind: Ragam, pair: tuple[str, str] | None, table: tuple[Aspek, ...]
) -> Calon | None:
    """The best statement about the difference (or relation) that speaks of both and of few others."""
    sought: set[str] = set()
    for name in pair or ():
        sought |= set(bahan.kosakata.terms(name))
    found: list[tuple[float, Calon]] = []
    for calon in bahan.candidates(kind):
        aspek = calon.pernyataan.aspek
        if aspek not in table:
            continue
        one = bahan.kosakata.statement(calon.hit.passage, calon.nomor)
        held = one.kalimat | one.butir | one.judul
        if (pair is None and calon.cakupan >= 0.6) or (pair and _holds(bahan, pair, held)):
            others = len(one.judul - sought) / max(1, len(one.judul)) if sought else 0.0
            rank = calon.skor + (1.0 if aspek is table[0] else 0.0) - 0.8 * others
            first = bahan.kosakata.terms(calon.hit.passage.judul)[:1]
            # "Reviu A dan reviu B" is about the reviu, not about A and B.
            rank -= 0.6 if sought and not set(first) & sought else 0.0
            found.append((rank, calon))
    return max(found, key=lambda f: f[0])[1] if found else None


def _holds(bahan: Bahan, pair: tuple[str, str], held: frozenset[str]) -> bool:
    """Whether each of the two things is spoken of: its main words at least."""
    terms = [bahan.kosakata.terms(name) for name in pair]
    return all(
        (ts and any(t in held for t in ts if t.startswith("="))) or set(ts) <= held for ts in terms if ts
    ) and all(terms)


def _side(bahan: Bahan, name: str) -> Calon | None:
    """What one of the two things is: its definition, or else its purpose or content."""
    terms = bahan.kosakata.terms(name)
    if not terms:
        return None
    found = bahan.knowledge.search(name, bahan.scope, limit=6)
    kata = Kata(dict.fromkeys(terms, 1.0))
    sought = Dicari(kata, bahan.kosakata.core(kata), (), {})
    best = candidates(found.hits, Ragam.DEFINISI, sought, bahan.kosakata, bahan.timbangan)
    return next((c for c in best if c.cakupan >= 0.99 and c.aspek > 0), None)
