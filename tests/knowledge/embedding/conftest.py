"""Invented material: a few articles and a tiny model that is trained of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.embedding.material import Article, Views

SUBJECTS = {
    "retribusi pasar": ("pedagang", "kios", "los", "tarif", "pungutan", "karcis", "penagihan"),
    "perpustakaan desa": ("buku", "pembaca", "koleksi", "pustakawan", "pinjaman", "katalog", "ruang baca"),
    "irigasi": ("saluran", "petani", "bendung", "debit air", "sawah", "pintu air", "tersier"),
    "kearsipan": ("arsip", "berkas", "retensi", "penyusutan", "arsiparis", "depo", "naskah dinas"),
}


def make_articles(per_subject: int = 12) -> list[Article]:
    found: list[Article] = []
    for number, (subject, words) in enumerate(SUBJECTS.items()):
        for n in range(per_subject):
            one, two, three = (words[(n + k) % len(words)] for k in (0, 2, 3))
            text = (
                f"Pengelola {subject} mencatat {one} dan {two} setiap bulan; "
                f"kepala dinas menetapkan {three} menurut peraturan bupati; "
                f"pelaporan {one} disampaikan paling lambat {n + 2} hari kerja."
            )
            note = f"Pencatatan {one} diperlukan supaya {subject} dapat diperiksa kembali oleh pengawas."
            found.append(
                Article(f"perda/{number}/{n // 6}", f"Pengelolaan {subject}", text, note if n % 2 else "")
            )
    return found


@pytest.fixture(scope="session")
def articles() -> list[Article]:
    return make_articles()


@pytest.fixture(scope="session")
def views() -> list[Views]:
    return [
        Views(
            f"contoh Pasal {n}",
            (subject, f"{subject} meliputi {words[0]} dan {words[1]}.", f"cara mengurus {words[2]}"),
            (
                (subject, 0),
                (f"{subject} meliputi {words[0]} dan {words[1]}.", 1),
                (f"mengurus {words[2]}", 2),
            ),
        )
        for n, (subject, words) in enumerate(SUBJECTS.items())
    ]


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory, articles: list[Article], views: list[Views]) -> Path:
    """A folder with a model of a few hundred pieces."""
    from knowledge.embedding.folder import write_model
    from knowledge.embedding.train import Plan, train

    folder = tmp_path_factory.mktemp("model")
    tokenizer, table = train(articles, views, Plan(benih=3, potongan=400, dimensi=24, langkah=40, batch=24))
    write_model(folder, tokenizer, table)
    return folder
