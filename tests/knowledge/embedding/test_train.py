"""The training: reproducible, learns, and reads what it is said to read."""

from __future__ import annotations

import json
import lzma
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import ClassVar

import numpy as np
import pytest
from rapidfuzz import fuzz
from rapidfuzz.process import cdist

from knowledge.embedding.bags import bags, unit
from knowledge.embedding.batches import Batches
from knowledge.embedding.contrast import SCALE, Adam, contrast_step
from knowledge.embedding.material import (
    Article,
    Tanya,
    Views,
    held_out,
    passage_views,
    read_articles,
    sentences,
    written_questions,
)
from knowledge.embedding.noise import Noise, load_tables
from knowledge.embedding.static import read_static
from knowledge.embedding.vocabulary import train_tokenizer
from knowledge.evaluation.latih import Latih, Petunjuk, shipped_training
from knowledge.evaluation.soal import shipped_sets
from knowledge.letak import parse_letak
from knowledge.model import Aspek, Jenis, Passage, Pernyataan

ROOT = Path(__file__).resolve().parents[3]


def _files(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def _write_corpus(path: Path, articles: list[Article]) -> None:
    rows = [
        {"doc": a.dokumen, "title": a.judul, "bab": "", "pasal": "1", "text": a.teks, "expl": a.penjelasan}
        for a in articles
    ]
    with lzma.open(path, "wt", encoding="utf-8") as stream:
        stream.writelines(json.dumps(row) + "\n" for row in rows)


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path, articles: list[Article]) -> None:
    """Two processes, since each has hash tables of its own."""
    corpus = tmp_path / "korpus.jsonl.xz"
    _write_corpus(corpus, articles)
    small = ["--potongan", "1500", "--dimensi", "16", "--langkah", "6", "--batch", "16", "--tanpa-passage"]
    running = []
    for name, seed in (("satu", "7"), ("dua", "7"), ("lain", "8")):
        command = [sys.executable, "-m", "knowledge.embedding.train", "--korpus", str(corpus)]
        command += ["--keluaran", str(tmp_path / name), "--benih", seed, *small]
        running.append(subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE))
    for process in running:
        out, problems = process.communicate(timeout=120)
        assert process.returncode == 0, problems
        assert out == b""
    first = _files(tmp_path / "satu")
    assert first == _files(tmp_path / "dua")
    assert first != _files(tmp_path / "lain")
    assert "0_StaticEmbedding/model.safetensors" in first


def test_training_brings_questions_to_their_articles(tiny_model: Path, articles: list[Article]) -> None:
    model = read_static(tiny_model, bobot=0.5)
    told = np.asarray(model.embed_passages([a.teks for a in articles]))
    asked = np.asarray(
        model.embed_queries(["tarif los pedagang", "debit air petani", "retensi berkas", "pinjaman buku"])
    )
    best = [articles[int(row)].judul.removeprefix("Pengelolaan ") for row in (asked @ told.T).argmax(axis=1)]
    assert best == ["retribusi pasar", "irigasi", "kearsipan", "perpustakaan desa"]


def test_the_gradient_is_that_of_the_loss() -> None:
    """Against finite differences, through the row that Adam is given first."""
    chance = np.random.default_rng(5)
    table = chance.standard_normal((9, 5)).astype(np.float32)
    asked, told = [[0, 1, 1], [2, 3]], [[1, 4], [3, 5, 6], [7]]
    groups = [0, 1, 0]  # the third is of the first one's place

    def loss_of(values: np.ndarray) -> float:
        q, _ = unit(bags(asked).shares @ values[bags(asked).pieces])
        p, _ = unit(bags(told).shares @ values[bags(told).pieces])
        logits = SCALE * (q @ p.T)
        logits[0, 2] = -1e4
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        odds /= odds.sum(axis=1, keepdims=True)
        return float(-np.log(odds[[0, 1], [0, 1]]).mean())

    class Spy(Adam):
        seen: ClassVar[dict[int, np.ndarray]] = {}

        def step(self, table: np.ndarray, rows: np.ndarray, gradient: np.ndarray, rate: float) -> None:
            self.seen.update(zip(rows.tolist(), gradient, strict=True))

    zeros = Adam.like(table)
    spy = Spy(zeros.mean, zeros.square, zeros.steps)
    loss = contrast_step(table, spy, asked, told, [0, 1], groups, 0.1)
    assert loss == pytest.approx(loss_of(table.astype(np.float64)), abs=1e-4)
    for row in range(8):
        for column in range(5):
            nudge = np.zeros_like(table, dtype=np.float64)
            nudge[row, column] = 1e-4
            slope = (loss_of(table + nudge) - loss_of(table - nudge)) / 2e-4
            assert spy.seen[row][column] == pytest.approx(slope, abs=5e-3)
    assert 8 not in spy.seen


def test_steps_lower_the_loss() -> None:
    chance = np.random.default_rng(1)
    table = chance.standard_normal((40, 8)).astype(np.float32)
    asked = [[n, n + 10] for n in range(10)]
    told = [[n + 20, n + 30] for n in range(10)]
    adam = Adam.like(table)
    losses = [
        contrast_step(table, adam, asked, told, list(range(10)), list(range(10)), 0.05) for _ in range(60)
    ]
    assert losses[-1] < 0.2 * losses[0]


def test_articles_are_read_with_what_they_say(tmp_path: Path) -> None:
    path = tmp_path / "k.jsonl"
    text = "Pengelola mencatat setiap pungutan pasar  dalam buku besar."
    rows = [
        {"doc": "perda/1", "title": "Pasar", "bab": "UMUM", "text": text, "expl": "Cukup jelas. " + "x" * 80},
        {"doc": "perda/1", "title": "", "bab": "", "text": "pendek", "expl": ""},
        {
            "doc": "perda/2",
            "title": "",
            "bab": "",
            "text": text,
            "expl": "Catatan ini diperlukan agar " + "y" * 80,
        },
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    first, second = read_articles(path)
    assert first.judul == "Pasar UMUM"
    assert "  " not in first.teks
    assert first.penjelasan == ""
    assert second.penjelasan.startswith("Catatan")


def test_held_out_documents_are_few_and_always_the_same() -> None:
    names = [f"pp/{year}/{n}" for year in range(1960, 2020) for n in range(40)]
    share = sum(held_out(name) for name in names) / len(names)
    assert 0.01 < share < 0.05
    assert [held_out(n) for n in names] == [held_out(n) for n in names]


def test_questions_of_a_passage_leave_out_nothing_else() -> None:
    passage = Passage(
        "x#a",
        "x",
        Jenis.REGULASI,
        parse_letak("Pasal 1"),
        "Catatan pasar",
        "…",
        pernyataan=(Pernyataan(Aspek.WAJIB, "Setiap pungutan dicatat.", perihal="pungutan wajib dicatat"),),
        kata=("karcis",),
    )
    (view,) = passage_views([passage])
    assert view.bagian == ("Catatan pasar", "Setiap pungutan dicatat.", "karcis")
    assert dict(view.tanya) == {
        "Catatan pasar": 0,
        "Setiap pungutan dicatat.": 1,
        "pungutan wajib dicatat": None,
        "karcis": 2,
    }


def _statement(text: str) -> Pernyataan:
    return Pernyataan(Aspek.WAJIB, text)


def _passage(name: str, *statements: str) -> Passage:
    return Passage(
        f"x#{name}",
        "x",
        Jenis.REGULASI,
        parse_letak(f"Pasal {ord(name)}"),
        name,
        "…",
        pernyataan=tuple(_statement(text) for text in statements),
    )


def test_written_questions_name_their_statements_and_share_a_fold_with_their_passages() -> None:
    passages = [_passage(name, f"Setiap {name} dicatat.", f"Dinas memeriksa {name}.") for name in "abcdefgh"]
    training = [
        Latih("siapa periksa a?", "santai", (Petunjuk("x#a", 1, "Dinas memeriksa a."), Petunjuk("x#b", 1))),
        Latih("apakah b dicatat?", "formal", (Petunjuk("x#b", 0),)),
        Latih("resep soto?", "formal", ()),
        Latih("apakah z dicatat?", "formal", (Petunjuk("x#z", 0, "Tidak ada lagi passage seperti ini."),)),
        *(Latih(f"apakah {name} dicatat?", "formal", (Petunjuk(f"x#{name}", 0),)) for name in "cdefgh"),
    ]
    found = written_questions(passages, training)
    assert [one.pertanyaan for one in found[:2]] == ["siapa periksa a?", "apakah b dicatat?"]
    assert found[0].jawaban == ((0, 1), (1, 1))
    assert len(found) == 8
    assert found[0].lipatan == found[1].lipatan
    assert len({one.lipatan for one in found}) > 1


def test_written_questions_are_not_held_against_what_answers_them_too(
    articles: list[Article],
) -> None:
    passages = [_passage(name, f"Setiap {name} dicatat.", f"Dinas memeriksa {name}.") for name in "abcd"]
    views = passage_views(passages)
    tables, chance = load_tables(), Random(2)
    texts = [part for view in views for part in view.bagian] + [a.teks for a in articles]
    tokenizer = train_tokenizer(texts, 300)
    written = [Tanya("siapa yang memeriksa a", ((0, 1), (2, 1)), 0), Tanya("soal b", ((1, 0), (1, 1)), 0)]
    batches = Batches([], [], views, tokenizer, Noise(tables, chance), chance, written)
    sizes = set()
    for _ in range(30):
        batch = batches.written(2)
        # Three passages, four statements: what nobody asks for is no candidate.
        sizes.add(len(batch.passages))
        both = [{0, 2}, {1}] if len(batch.passages) == 3 else [{0, 3}, {1, 2}]
        for answer, spared in zip(batch.answers, batch.spared, strict=True):
            assert set(spared) in both
            assert answer in spared
    assert sizes == {3, 4}


def test_what_is_spared_is_not_pushed_away() -> None:
    chance = np.random.default_rng(3)
    start = chance.standard_normal((6, 4)).astype(np.float32)
    choices: list[list[list[int]]] = [[[1]], [[]]]
    for spared in choices:
        table = start.copy()
        contrast_step(table, Adam.like(table), [[0]], [[1], [2], [3]], [0], [0, 1, 2], 0.1, spared)
        assert np.array_equal(table[2], start[2]) is bool(spared[0])
        assert not np.array_equal(table[3], start[3])


def test_no_evaluation_question_is_trained_on() -> None:
    """Neither as it is nor nearly: the sets that measure stay unseen."""
    trained = [_plain(one.pertanyaan) for one in shipped_training()]
    measured = [_plain(one.pertanyaan) for group in shipped_sets() for one in group.soal]
    nearest = cdist(measured, trained, scorer=fuzz.ratio, score_cutoff=90, workers=1)
    assert trained
    assert measured
    assert int((nearest >= 90).sum()) == 0, "an evaluation question is among the training questions"


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.lower()).split())


def test_noise_is_repeatable_and_varied() -> None:
    text = "Laporan kinerja disampaikan dengan surat paling lambat tiga bulan setelah tahun anggaran berakhir"
    tables = load_tables()
    one = [Noise(tables, Random(4)).question(text) for _ in range(3)]
    assert len(set(one)) == 1
    noise = Noise(tables, Random(4))
    many = {noise.question(text) for _ in range(200)}
    assert len(many) > 150
    assert all(question.strip() for question in many)


def test_spoken_forms() -> None:
    assert Noise.spoken("menyampaikan") == "nyampein"
    assert Noise.spoken("dilaporkan") == "dilaporin"
    assert Noise.spoken("mengukur") == "ngukur"
    assert Noise.spoken("men") == "men"


def test_sentences_are_parts_worth_asking_for() -> None:
    assert sentences("Pertama hal yang cukup panjang; b; kedua hal yang juga panjang.") == [
        "Pertama hal yang cukup panjang;",
        "kedua hal yang juga panjang.",
    ]


def test_views_are_told_apart_by_their_place(views: list[Views]) -> None:
    assert len({view.kunci for view in views}) == len(views)
