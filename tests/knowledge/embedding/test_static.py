"""The static model: its folder is that of sentence-transformers, read without torch."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from knowledge.embedding import SHIPPED_WEIGHT, load_embedder, shipped_folder
from knowledge.embedding.folder import read_safetensors, write_safetensors
from knowledge.embedding.static import StaticEmbedder, is_static, read_static
from knowledge.errors import KnowledgeError

TEXTS = [
    "Kapan laporan kinerja disampaikan?",
    "gmn cara nyusun perjanjian kinerja utk kecamatan",
    "",
    "   ",
    "☃ !!! ---",
    "53/2014",
    "realisasi " * 400,
    "Indikator Kinerja Utama (IKU) ditetapkan pimpinan instansi.",
]


def test_shipped_model_gives_unit_vectors_of_its_dimension() -> None:
    model = load_embedder()
    found = np.asarray(model.embed_passages(TEXTS))
    assert found.dtype == np.float32
    assert found.shape == (len(TEXTS), model.dimensi)
    lengths = np.linalg.norm(found, axis=1)
    # Texts without a letter or digit have no direction.
    assert lengths == pytest.approx([1, 1, 0, 0, 0, 1, 1, 1], abs=1e-5)
    assert model.bobot == SHIPPED_WEIGHT
    assert load_embedder(bobot=0.1).bobot == 0.1


def test_shipped_folder_is_small() -> None:
    size = sum(path.stat().st_size for path in shipped_folder().rglob("*") if path.is_file())
    assert size <= 8 * 2**20


def test_shipped_model_knows_what_belongs_together() -> None:
    model = load_embedder()
    asked = np.asarray(
        model.embed_queries(["batas wkt ngumpulin lkjip", "arti predikat hasil evaluasi sakip"])
    )
    told = np.asarray(
        model.embed_passages(
            [
                "Laporan kinerja disampaikan paling lambat tiga bulan setelah tahun anggaran berakhir.",
                "Nilai 80 sampai 90 hasil evaluasi akuntabilitas kinerja mendapat predikat memuaskan.",
            ]
        )
    )
    near = asked @ told.T
    assert near[0, 0] > near[0, 1] + 0.1
    assert near[1, 1] > near[1, 0] + 0.1


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_has_a_finite_vector_that_does_not_depend_on_its_neighbours(text: str) -> None:
    model = load_shipped_once()
    alone = np.asarray(model.embed_queries([text]))[0]
    beside = np.asarray(model.embed_queries(["perjanjian kinerja", text]))[1]
    assert np.isfinite(alone).all()
    assert np.array_equal(alone, beside)
    assert np.linalg.norm(alone) == pytest.approx(1, abs=1e-5) or not alone.any()


_known: list[StaticEmbedder] = []


def load_shipped_once() -> StaticEmbedder:
    if not _known:
        _known.append(read_static(shipped_folder(), bobot=SHIPPED_WEIGHT))
    return _known[0]


def test_threads_get_the_same_vectors() -> None:
    model = load_shipped_once()
    expected = np.asarray(model.embed_queries(TEXTS))
    wrong: list[int] = []

    def work(number: int) -> None:
        for _ in range(20):
            if not np.array_equal(np.asarray(model.embed_queries(TEXTS)), expected):
                wrong.append(number)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_loading_imports_neither_torch_nor_sentence_transformers() -> None:
    code = (
        "import sys; from knowledge.embedding import load_embedder; load_embedder().embed_queries(['lkjip']);"
        "sys.exit(any(name in sys.modules for name in ('torch', 'sentence_transformers', 'transformers')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.skipif(
    find_spec("sentence_transformers") is None, reason="sentence-transformers is not installed"
)
def test_agrees_with_sentence_transformers(tiny_model: Path) -> None:
    from sentence_transformers import SentenceTransformer

    for folder in (shipped_folder(), tiny_model):
        theirs = SentenceTransformer(str(folder), local_files_only=True, device="cpu")
        ours = read_static(folder, bobot=0.5)
        texts = [text for text in TEXTS if text.strip()]
        expected = np.asarray(theirs.encode(texts, show_progress_bar=False))
        assert np.abs(np.asarray(ours.embed_queries(texts)) - expected).max() <= 1e-6
        assert ours.dimensi == expected.shape[1]


def test_a_folder_of_ones_own_needs_no_torch(tiny_model: Path) -> None:
    model = load_embedder(str(tiny_model))
    assert model.dimensi == 24
    assert model.sidik.startswith("statis-")


def test_fingerprint_follows_vectors_pieces_and_prefixes(tiny_model: Path, tmp_path: Path) -> None:
    same = shutil.copytree(tiny_model, tmp_path / "sama")
    first = read_static(tiny_model, bobot=0.5).sidik
    assert read_static(same, bobot=0.9).sidik == first
    config_path = same / "config_sentence_transformers.json"
    config = json.loads(config_path.read_text())
    config["prompts"] = {"query": "tanya: ", "document": "naskah: "}
    config_path.write_text(json.dumps(config))
    prefixed = read_static(same, bobot=0.5)
    assert prefixed.sidik != first
    plain = read_static(tiny_model, bobot=0.5)
    assert np.array_equal(prefixed.embed_queries(["arsip"]), plain.embed_queries(["tanya: arsip"]))
    assert np.array_equal(prefixed.embed_passages(["arsip"]), plain.embed_passages(["naskah: arsip"]))
    vectors = same / "0_StaticEmbedding" / "model.safetensors"
    body = bytearray(vectors.read_bytes())
    body[-1] ^= 1
    vectors.write_bytes(bytes(body))
    assert read_static(same, bobot=0.5).sidik not in {first, prefixed.sidik}


@pytest.mark.parametrize("name", ["0_StaticEmbedding/model.safetensors", "0_StaticEmbedding/tokenizer.json"])
@pytest.mark.parametrize("damage", ["gone", "empty", "cut", "noise"])
def test_a_damaged_model_is_named_with_what_to_do(
    tiny_model: Path, tmp_path: Path, name: str, damage: str
) -> None:
    folder = shutil.copytree(tiny_model, tmp_path / "rusak")
    path = folder / name
    body = path.read_bytes()
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes({"empty": b"", "cut": body[: len(body) // 2], "noise": b"\xff" * 4096}[damage])
    with pytest.raises(KnowledgeError) as caught:
        load_embedder(str(folder))
    assert caught.value.kode == "model-tidak-terbaca"
    assert "LKJIP_EMBEDDING" in caught.value.saran


def test_static_models_are_told_from_others(tiny_model: Path, tmp_path: Path) -> None:
    assert is_static(tiny_model)
    assert not is_static(tmp_path)
    (tmp_path / "modules.json").write_text(
        '[{"type": "sentence_transformers.models.Transformer", "path": ""}]'
    )
    assert not is_static(tmp_path)


def test_arrays_come_back_as_they_were_written(tmp_path: Path) -> None:
    arrays: dict[str, NDArray[Any]] = {
        "a": np.arange(12, dtype=np.float32).reshape(3, 4),
        "b": np.array([[-127, 3], [0, 127]], dtype=np.int8),
        "c": np.array([1.5, -2], dtype=np.float16),
    }
    path = tmp_path / "x.safetensors"
    write_safetensors(path, arrays)
    found = read_safetensors(path)
    assert set(found) == set(arrays)
    assert all(np.array_equal(found[name], arrays[name]) for name in arrays)


@pytest.mark.parametrize("form", ["float32", "float16"])
def test_plain_tables_of_sentence_transformers_are_read(tiny_model: Path, tmp_path: Path, form: str) -> None:
    folder = shutil.copytree(tiny_model, tmp_path / "polos")
    path = folder / "0_StaticEmbedding" / "model.safetensors"
    arrays = read_safetensors(path)
    table = arrays["embeddings"].astype(np.float32) * np.asarray(arrays["weights"])[:, None]
    write_safetensors(path, {"embedding.weight": table.astype(form)})
    one = np.asarray(read_static(tiny_model, bobot=0.5).embed_queries(["arsip desa"]))
    other = np.asarray(read_static(folder, bobot=0.5).embed_queries(["arsip desa"]))
    assert np.abs(one - other).max() < (1e-6 if form == "float32" else 2e-3)
