"""Known questions vote for statements: what is like what, the scope, and that none votes for itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.bank import SAME_TERMS, SEPI, WHOLE_SHARE, Bank, Dikenal, Suara, build_table
from bot.answering.bank_file import pack_table, read_table, shipped_bank
from bot.answering.match import kosakata
from bot.answering.service import Answering
from knowledge.index.model import Pencarian
from knowledge.model import UMUM, Aspek, Pernyataan
from knowledge.scope import PUBLIK, Scope
from knowledge.sources.questions import WHOLE
from tests.answering.fakes import SUMBER, FakeKnowledge, passage
from tests.knowledge.index.helpers import FakeEmbedder

KNOWN: list[Dikenal] = [
    ("kapan laporan kinerja dikirim ke menteri?", ("r#kirim", 0)),
    ("batas waktu mengirim laporan kinerja ke menteri", ("r#kirim", 0)),
    ("siapa yang mereviu laporan kinerja?", ("r#reviu", 1)),
    ("apa isi bab tiga?", ("r#bab", WHOLE)),
    ("berapa gaji ketua dewan kabupaten?", None),
]


def _bank(known: Sequence[Dikenal] = KNOWN, *, alone: bool = False) -> Bank:
    embedder = FakeEmbedder()
    return Bank(lambda: build_table(known, embedder, kosakata()), embedder, kosakata(), alone=alone)


def test_the_nearest_known_question_votes_for_its_statement() -> None:
    votes = _bank().votes("kapan laporan kinerja harus dikirim ke menteri")
    assert max(votes.pernyataan, key=lambda k: votes.pernyataan[k]) == ("r#kirim", 0)
    assert next(iter(votes.passages())) == "r#kirim"
    assert votes.tolak < votes.terbaik


def test_a_question_known_to_have_no_answer_votes_against_one() -> None:
    votes = _bank().votes("gaji ketua dewan kabupaten berapa")
    assert votes.tolak > votes.terbaik


def test_a_vote_for_a_passage_counts_less_for_each_of_its_statements() -> None:
    votes = Suara({("r#bab", WHOLE): 0.8, ("r#bab", 2): 0.7})
    assert votes.of(("r#bab", 0)) == pytest.approx(0.8 * WHOLE_SHARE)
    assert votes.of(("r#bab", 2)) == 0.7
    assert votes.of(("r#lain", 0)) == 0.0


def test_nothing_known_and_nothing_asked_give_no_votes() -> None:
    assert _bank([]).votes("apa itu?") is SEPI
    assert _bank().votes("  ") is SEPI


@pytest.mark.parametrize("text", [text for text, _ in KNOWN])
def test_alone_a_question_does_not_vote_for_itself(text: str) -> None:
    own = dict(KNOWN)[text]
    rest = [one for one in KNOWN if one[0] != text]
    voted, left_out = _bank(alone=True).votes(text), _bank(rest).votes(text)
    everybody = _bank().votes(text)
    if own is None:
        assert everybody.tolak >= SAME_TERMS > voted.tolak
    else:
        assert everybody.pernyataan[own] >= SAME_TERMS > voted.pernyataan.get(own, 0.0)
    assert set(voted.pernyataan) <= set(everybody.pernyataan)
    assert (voted.tolak > 0) == (left_out.tolak > 0)


@given(st.text(max_size=60), st.booleans())
@settings(max_examples=60, deadline=None)
def test_votes_are_shares_whatever_is_asked(text: str, alone: bool) -> None:
    votes = _BANKS[alone].votes(text)
    assert all(0.0 < value <= 1.001 for value in (*votes.pernyataan.values(), votes.tolak or 0.5))
    assert votes.terbaik == max(votes.passages().values(), default=0.0)


_BANKS = {alone: _bank(alone=alone) for alone in (False, True)}


def test_a_table_is_read_as_it_was_written(tmp_path: Path) -> None:
    table = build_table(KNOWN, FakeEmbedder(), kosakata())
    path = tmp_path / "t.npz"
    path.write_bytes(pack_table(table))
    kept = read_table(path)
    assert kept is not None
    question = "kapan laporan kinerja dikirim"
    assert Bank(lambda: kept, FakeEmbedder(), kosakata()).votes(question) == _bank().votes(question)


@pytest.mark.parametrize("damage", [b"", b"x", b"0\nzerstoert"])
def test_a_damaged_table_is_made_again(tmp_path: Path, damage: bytes) -> None:
    def bank(stamp: str = "1") -> Bank:
        return shipped_bank(tmp_path, FakeEmbedder(), kosakata(), known=lambda: KNOWN, stamp=lambda: stamp)

    first = bank().votes(KNOWN[0][0])
    (file,) = tmp_path.iterdir()
    file.write_bytes(damage)
    assert bank().votes(KNOWN[0][0]) == first
    assert read_table(file) is not None
    bank("2").votes("apa")
    assert [f.name for f in tmp_path.iterdir()] != [file.name], "the table of other questions is another file"


PRIVATE = "pengguna:7"
OURS = passage("Pasal 3", "Kirim", Pernyataan(Aspek.TENGGAT, "Berkas zaitun disetor bulan Maret."))
THEIRS = replace(OURS, id="aturan-baru#rahasia", pemilik=PRIVATE)


class _Blind(FakeKnowledge):
    """A search that finds nothing: only votes bring passages."""

    def search(self, query: str, scope: Scope = PUBLIK, **more: object) -> Pencarian:
        del query, scope, more
        return Pencarian(())


@pytest.mark.parametrize(
    ("owners", "expected"),
    [(frozenset({UMUM}), {OURS.id}), (frozenset({UMUM, PRIVATE}), {OURS.id, THEIRS.id})],
)
def test_votes_bring_passages_of_the_scope_only(owners: frozenset[str], expected: set[str]) -> None:
    asked = "kapan berkas zaitun disetor?"
    bank = _bank([(asked, (OURS.id, 0)), (f"{asked} ya", (THEIRS.id, 0)), (f"{asked} dong", ("r#hilang", 0))])
    answering = Answering(_Blind((OURS, THEIRS), SUMBER), bank=bank)
    hits = answering.material(asked, Scope(pemilik=owners)).hits
    assert {hit.passage.id for hit in hits} == expected
