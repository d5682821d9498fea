"""The writer with LangChain's own fake chat model, its notes, and what a provider needs."""

from __future__ import annotations

import re
from typing import Any

import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage

from bot.answering.compose.say import say
from bot.answering.llm.keys import make_keys
from bot.answering.llm.provider import check_provider
from bot.answering.llm.writer import LlmWriter, with_notes
from bot.answering.model import Ragam
from bot.answering.steps import Susunan
from bot.errors import LkjipError
from knowledge.model import Aspek
from tests.answering.llm_bahan import KABUPATEN, SKPD, Shelf, asked, composed, given, hit

GOOD = "LKj SKPD disampaikan paling lambat dua bulan setelah tahun anggaran berakhir {k}."


def writer(*replies: str) -> LlmWriter:
    key = make_keys([SKPD, KABUPATEN], "tetap")[0]
    messages = iter(AIMessage(content=r.replace("{k}", f"[{key}]")) for r in replies)
    model = GenericFakeChatModel(messages=messages)
    return LlmWriter("palsu:uji", knowledge=Shelf(), model=model, seed=lambda: "tetap")  # type: ignore[arg-type]


def write(one: LlmWriter, answer: Susunan | None = None) -> Any:
    return one(
        asked("kapan LKjIP dinas?"), answer or composed(SKPD, Aspek.TENGGAT), (hit(SKPD), hit(KABUPATEN))
    )


def test_a_checked_answer_takes_the_place_of_the_composed_one() -> None:
    written, checks = write(writer(GOOD))
    assert written is not None, checks
    assert (written.model, written.passage_ids) == ("palsu:uji", (SKPD,))
    assert re.fullmatch(r"[0-9a-f]{8,}", checks[0].rincian.rsplit(" ", 1)[-1])


def test_a_wrong_answer_does_not() -> None:
    written, checks = write(writer(GOOD.replace("dua", "lima")))
    assert written is None
    assert "angka" in {c.nama for c in checks if not c.lulus}


def test_a_model_that_raises_leaves_the_composed_answer() -> None:
    written, checks = write(writer())
    assert written is None
    assert [(c.nama, c.lulus) for c in checks] == [("panggilan", False)]


@pytest.mark.parametrize("ragam", [Ragam.KUTIP, Ragam.PREDIKAT, Ragam.KATEGORI])
def test_quotations_and_values_of_tables_are_not_worded(ragam: Ragam) -> None:
    whole = composed(SKPD, Aspek.TENGGAT)
    written, checks = write(writer(GOOD), Susunan(whole.teks, whole.hits, ragam, whole.langsung))
    assert written is None
    assert checks[0].lulus
    assert "dilewati" in checks[0].rincian


def test_a_correction_and_a_word_of_caution_stay_before_the_answer() -> None:
    whole = composed(SKPD, Aspek.TENGGAT)
    wrong = "Permenpan-RB 53/2014 hanya memuat tujuh pasal."
    corrected = Susunan(f"{wrong}\n{whole.teks}", whole.hits, whole.ragam, wrong, whole.kutipan_teks)
    text = with_notes("LKj SKPD disampaikan paling lambat dua bulan.", given("kapan?", corrected))
    assert text.splitlines() == [wrong, "LKj SKPD disampaikan paling lambat dua bulan."]
    unsure = Susunan(say("ragu", isi=whole.teks), whole.hits, whole.ragam, whole.langsung, whole.kutipan_teks)
    assert with_notes("LKj SKPD.", given("kapan?", unsure)).startswith(say("ragu", isi="").strip())


@pytest.mark.parametrize(
    ("name", "environ", "told"),
    [
        ("openai", {}, "tidak dikenal"),
        ("bukan:model", {}, "tidak dikenal"),
        ("openai:gpt", {}, "OPENAI_API_KEY belum disetel"),
        ("openai:gpt", {"OPENAI_API_KEY": ""}, "OPENAI_API_KEY belum disetel"),
    ],
)
def test_what_a_provider_lacks_is_named_with_its_remedy(
    name: str, environ: dict[str, str], told: str
) -> None:
    with pytest.raises(LkjipError) as caught:
        check_provider(name, environ)
    assert told in caught.value.pesan
    assert caught.value.saran
    assert caught.value.exit_code == 3


def test_a_provider_with_its_key_is_ready() -> None:
    assert check_provider("openai:gpt", {"OPENAI_API_KEY": "x"}).ekstra == "openai"
