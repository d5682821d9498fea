"""The corridor from a question to an answer, with its exchangeable steps."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.model import Alasan, Giliran, Pemeriksaan, Ragam, Status
from bot.answering.service import Answering
from bot.answering.steps import Penolakan, Percakapan, Susunan, Tulisan
from bot.answering.understand import Dipahami
from knowledge.index.model import Hit, Knowledge
from knowledge.model import Bentuk
from knowledge.scope import PUBLIK, Scope
from tests.answering.conftest import NOW
from tests.answering.fakes import FakeKnowledge


def test_an_answer_carries_citations_trace_and_times(small: FakeKnowledge) -> None:
    answer, jejak = Answering(small, sidik_setelan="s1").answer("apa itu perjanjian kinerja?", sekarang=NOW)
    assert answer.status is Status.DIJAWAB
    assert answer.ragam is Ragam.DEFINISI
    assert jejak.jawaban is answer
    assert jejak.id == answer.jejak_id
    assert jejak.waktu == NOW
    assert (jejak.sidik_indeks, jejak.sidik_setelan) == ("palsu", "s1")
    assert {"memahami", "mencari", "bukti", "menyusun", "mengutip"} <= set(jejak.waktu_bagian_ms)
    assert jejak.versi_prompt
    assert jejak.hits


def test_the_official_words_stand_in_place_of_ours(small: FakeKnowledge) -> None:
    answer, _ = Answering(small).answer("apa itu perjanjian kinerja?", sekarang=NOW)
    cited = answer.kutipan[0]
    assert (cited.bentuk, cited.teks, cited.halaman) == (
        Bentuk.KUTIPAN, "Perjanjian Kinerja adalah lembar janji rekaan.", "5",
    )  # fmt: skip


def test_a_question_without_evidence_is_refused_with_the_nearest_places(small: FakeKnowledge) -> None:
    answer, _ = Answering(small).answer(
        "siapa pemasok beras untuk rapat laporan keuangan desa?", sekarang=NOW
    )
    assert answer.status is Status.DITOLAK
    assert answer.kutipan == ()
    assert answer.alasan in {Alasan.TANPA_BUKTI, Alasan.DI_LUAR_CAKUPAN}


def test_another_field_is_out_of_scope(small: FakeKnowledge) -> None:
    answer, _ = Answering(small).answer("resep gulai ayam padang", sekarang=NOW)
    assert (answer.status, answer.alasan, answer.terdekat) == (Status.DITOLAK, Alasan.DI_LUAR_CAKUPAN, ())


def test_a_guard_is_heard_before_anything_is_searched(small: FakeKnowledge) -> None:
    def guard(asked: Dipahami, knowledge: Knowledge, scope: Scope) -> Penolakan | None:
        return Penolakan(Alasan.MENGARANG_ANGKA, "Tidak.") if "karang" in asked.maksud.teks else None

    answering = Answering(small, guards=(guard,))
    refused, _ = answering.answer("karangkan isi laporan kinerja", sekarang=NOW)
    assert (refused.status, refused.alasan, refused.jawaban) == (
        Status.DITOLAK,
        Alasan.MENGARANG_ANGKA,
        "Tidak.",
    )
    assert answering.answer("apa isi laporan kinerja?", sekarang=NOW)[0].status is Status.DIJAWAB


def test_a_refusal_after_the_search_sees_its_result(small: FakeKnowledge) -> None:
    seen: list[int] = []

    def guard(asked: Dipahami, found: object, knowledge: Knowledge) -> Penolakan | None:
        seen.append(len(found.hits))  # type: ignore[attr-defined]
        return Penolakan(Alasan.DATA_INSTANSI, "Tidak ada.", dokumen_kurang="laporannya")

    answer, _ = Answering(small, result_guards=(guard,)).answer("apa isi laporan kinerja?", sekarang=NOW)
    assert seen
    assert seen[0] > 0
    assert (answer.alasan, answer.dokumen_kurang) == (Alasan.DATA_INSTANSI, "laporannya")


def test_a_value_that_a_table_knows_is_not_searched(small: FakeKnowledge) -> None:
    def lookup(asked: Dipahami, knowledge: Knowledge, scope: Scope) -> Susunan | None:
        hit = Hit(knowledge.search("perjanjian kinerja").hits[0].passage, 1.0, {}, 1.0)
        return Susunan("Masuk jenjang rekaan.", (hit,), Ragam.PREDIKAT, keyakinan=0.9)

    answer, _ = Answering(small, lookups=(lookup,)).answer("nilai 61?", sekarang=NOW)
    assert (answer.jawaban, answer.keyakinan, len(answer.kutipan)) == ("Masuk jenjang rekaan.", 0.9, 1)


def test_a_correction_goes_before_the_answer(small: FakeKnowledge) -> None:
    answering = Answering(small, corrections=(lambda asked, knowledge: "Pasal itu tidak ada.",))
    answer, _ = answering.answer("apa isi laporan kinerja?", sekarang=NOW)
    assert answer.jawaban.startswith("Pasal itu tidak ada.\nLaporan kinerja memuat")


def test_a_follow_up_is_searched_as_completed(small: FakeKnowledge) -> None:
    def talk(question: str, history: Sequence[Giliran], knowledge: Knowledge) -> Percakapan:
        return Percakapan("kapan laporan kinerja provinsi disampaikan", lanjutan=bool(history))

    turn = Giliran("kapan laporan kinerja dinas disampaikan?", "…")
    answer, jejak = Answering(small, conversation=talk).answer(
        "kalau provinsi?", PUBLIK, (turn,), sekarang=NOW
    )
    assert "enam bulan" in answer.jawaban
    assert (answer.pertanyaan, jejak.maksud.lanjutan) == ("kalau provinsi?", True)


def test_a_greeting_is_answered_without_the_index(small: FakeKnowledge) -> None:
    small.asked.clear()
    answering = Answering(small, conversation=lambda q, h, k: Percakapan(q, balasan="Selamat pagi."))
    answer, _ = answering.answer("pagi", sekarang=NOW)
    assert (answer.status, answer.alasan, answer.kutipan) == (Status.DIJAWAB, Alasan.SAPAAN, ())
    assert small.asked == []


def test_a_models_words_replace_the_composed_ones_only_when_given(small: FakeKnowledge) -> None:
    check = Pemeriksaan("angka", lulus=True)

    def writer(
        asked: Dipahami, composed: Susunan, hits: Sequence[Hit]
    ) -> tuple[Tulisan | None, tuple[Pemeriksaan, ...]]:
        return Tulisan("Kata model.", (hits[0].passage.id,), "palsu:1"), (check,)

    answer, jejak = Answering(small, writer=writer).answer("apa itu perjanjian kinerja?", sekarang=NOW)
    assert (answer.jawaban, answer.model, jejak.pemeriksaan) == ("Kata model.", "palsu:1", (check,))
    kept, trace = Answering(small, writer=lambda a, c, h: (None, (check,))).answer(
        "apa itu PK?", sekarang=NOW
    )
    assert (kept.model, trace.pemeriksaan) == (None, (check,))
    assert "dokumen rekaan" in kept.jawaban


def test_related_questions_are_no_citations_again(small: FakeKnowledge) -> None:
    answer, jejak = Answering(small).answer("kapan laporan kinerja dinas disampaikan?", sekarang=NOW)
    cited = {k.passage_id for k in answer.kutipan}
    titles = {h.passage.judul for h in jejak.hits if h.passage.id not in cited}
    assert answer.pertanyaan_terkait
    assert set(answer.pertanyaan_terkait) <= titles
