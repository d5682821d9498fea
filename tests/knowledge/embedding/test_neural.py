"""Models of sentence-transformers: what is said without them, and the real loading with a tiny one."""

from __future__ import annotations

import json
import shutil
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from knowledge.embedding import load_embedder, neural
from knowledge.embedding.families import DEFAULT_WEIGHT, prefixes, weight_of
from knowledge.errors import KnowledgeError

needs_torch = pytest.mark.skipif(
    find_spec("sentence_transformers") is None or find_spec("torch") is None,
    reason="sentence-transformers and torch are not installed (extra neural)",
)
TEXTS = ["laporan kinerja", "perjanjian kinerja kecamatan", "realisasi anggaran", ""]


@pytest.mark.parametrize(
    ("name", "query", "passage"),
    [
        ("intfloat/multilingual-e5-small", "query: ", "passage: "),
        ("/srv/model/multilingual-e5-large", "query: ", "passage: "),
        ("C:\\model\\e5-base", "query: ", "passage: "),
        ("BAAI/bge-m3", "", ""),
        ("BAAI/bge-small-en-v1.5", "Represent this sentence for searching relevant passages: ", ""),
        ("nomic-ai/nomic-embed-text-v1.5", "search_query: ", "search_document: "),
        ("kantor/model-kami", "", ""),
        ("kantor/note5-x", "", ""),
    ],
)
def test_prefixes_of_known_families(name: str, query: str, passage: str) -> None:
    assert prefixes(name, {}) == (query, passage)


def test_what_the_model_says_of_itself_comes_first() -> None:
    own = {"query": "tanya: ", "document": "isi: "}
    assert prefixes("intfloat/multilingual-e5-small", own) == ("tanya: ", "isi: ")
    assert prefixes("intfloat/multilingual-e5-small", {"query": "", "document": ""}) == (
        "query: ",
        "passage: ",
    )
    assert prefixes("x/y", {"passage": "p: "}) == ("", "p: ")


def test_better_models_have_more_say() -> None:
    weights = [
        weight_of(n) for n in ("all-MiniLM-L6-v2", "x/y", "intfloat/multilingual-e5-small", "BAAI/bge-m3")
    ]
    assert weights == sorted(weights)
    assert weight_of("x/y") == DEFAULT_WEIGHT


def test_without_the_libraries_the_install_line_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neural, "is_installed", lambda: False)
    (tmp_path / "modules.json").write_text("[]")
    with pytest.raises(KnowledgeError) as caught:
        load_embedder(str(tmp_path))
    assert caught.value.kode == "model-tidak-terbaca"
    assert caught.value.kekurangan_layanan
    assert "pip install 'asisten-lkjip[neural]'" in caught.value.saran


def test_a_name_that_was_never_downloaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The network is blocked in tests: a try to download would fail in another way."""
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    with pytest.raises(KnowledgeError) as caught:
        load_embedder("intfloat/multilingual-e5-small")
    assert caught.value.kekurangan_layanan
    assert "hf download intfloat/multilingual-e5-small" in caught.value.saran
    assert "tidak mengunduh" in caught.value.pesan


@pytest.mark.parametrize("name", ["./tidak/ada", "/tidak/ada", "~/tidak-ada/x", "a/b/c", "../x"])
def test_a_folder_that_is_not_there(name: str) -> None:
    with pytest.raises(KnowledgeError) as caught:
        load_embedder(name)
    assert "Folder model embedding" in caught.value.pesan
    assert caught.value.kode == "model-tidak-terbaca"


def test_a_name_is_found_in_the_cache_of_this_machine(
    tiny_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    repo = tmp_path / "models--kantor--statis"
    commit = "a" * 40
    shutil.copytree(tiny_model, repo / "snapshots" / commit)
    (repo / "refs").mkdir()
    (repo / "refs" / "main").write_text(commit)
    assert load_embedder("kantor/statis").dimensi == 24


@pytest.fixture(scope="module")
def tiny_transformer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One layer of chance, saved as sentence-transformers saves a model."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("bert")
    names = [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        *"abcdefghijklmnopqrstuvwxyz:",
        *(f"##{c}" for c in "abcdefghijklmnopqrstuvwxyz"),
    ]
    tokenizer = Tokenizer(models.WordPiece({n: i for i, n in enumerate(names)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    marks = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, **marks).save_pretrained(folder / "bert")
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=len(names), hidden_size=16, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=32, max_position_embeddings=64,
    )  # fmt: skip
    BertModel(config).save_pretrained(folder / "bert")
    transformer = Transformer(str(folder / "bert"), max_seq_length=64)
    modules = [transformer, Pooling(transformer.get_embedding_dimension())]
    prompts = {"query": "tanya: ", "document": "isi: "}
    SentenceTransformer(modules=modules, prompts=prompts, device="cpu").save(str(folder / "st"))
    return folder / "st"


@needs_torch
def test_a_real_model_with_its_own_prompts(tiny_transformer: Path) -> None:
    from sentence_transformers import SentenceTransformer

    ours = load_embedder(str(tiny_transformer))
    theirs = SentenceTransformer(str(tiny_transformer), local_files_only=True, device="cpu")
    for made, prefix in ((ours.embed_queries(TEXTS), "tanya: "), (ours.embed_passages(TEXTS), "isi: ")):
        expected = theirs.encode(
            [prefix + t for t in TEXTS], prompt="", normalize_embeddings=True, show_progress_bar=False
        )
        assert np.abs(np.asarray(made) - expected).max() < 1e-5
        assert np.linalg.norm(np.asarray(made), axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-5)
    assert ours.dimensi == 16
    assert ours.bobot == DEFAULT_WEIGHT
    assert load_embedder(str(tiny_transformer), bobot=0.2).bobot == 0.2
    assert len(ours.embed_queries([])) == 0


@needs_torch
def test_family_prefixes_are_used_where_the_model_states_none(tiny_transformer: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(tiny_transformer, tmp_path / "multilingual-e5-mini")
    path = folder / "config_sentence_transformers.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "prompts": {}}))
    model = load_embedder(str(folder))
    assert isinstance(model, neural.NeuralEmbedder)
    assert model.awalan == ("query: ", "passage: ")
    assert model.sidik != load_embedder(str(tiny_transformer)).sidik
    assert not np.allclose(model.embed_queries(["arsip"]), model.embed_passages(["arsip"]))


@needs_torch
def test_fingerprint_follows_the_weights(tiny_transformer: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(tiny_transformer, tmp_path / "salinan")
    before = load_embedder(str(folder)).sidik
    assert before == load_embedder(str(folder)).sidik
    (path,) = folder.rglob("model.safetensors")
    body = bytearray(path.read_bytes())
    body[-2] ^= 1
    path.write_bytes(bytes(body))
    assert load_embedder(str(folder)).sidik != before


@needs_torch
def test_a_damaged_transformer_is_no_traceback(tiny_transformer: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(tiny_transformer, tmp_path / "rusak")
    (path,) = folder.rglob("model.safetensors")
    path.write_bytes(b"\x00" * 100)
    with pytest.raises(KnowledgeError) as caught:
        load_embedder(str(folder))
    assert caught.value.kode == "model-tidak-terbaca"
