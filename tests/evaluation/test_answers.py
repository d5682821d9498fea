"""Answers judged by hand-made cases, the gates, and the JSON of the two commands."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bot.answering.model import Alasan, Answer, Giliran, Kutipan, Ragam, Status
from bot.cli.run_evaluasi_jawaban import PilihanUkur, run_evaluasi_jawaban, run_evaluasi_temu_kembali
from bot.evaluation import answers, gates
from bot.evaluation.answers import HasilJawaban, calibration, calibration_error, judge, sentences, summary
from bot.evaluation.keteguhan import measure, same_place
from bot.evaluation.soal_suites import answer_document, answer_gates
from knowledge.evaluation.soal import Himpunan, Soal
from knowledge.evaluation.tempat import Tempat
from knowledge.letak import parse_letak
from knowledge.model import Bentuk, Jenis, StatusBerlaku, Verifikasi

PP = "PP 1/2001"


def cited(*letak: str, sumber: str = PP) -> tuple[Kutipan, ...]:
    return tuple(
        Kutipan(f"pp#{one}", sumber, "pp", Jenis.REGULASI, one, "teks", Bentuk.RINGKASAN, None,
                Verifikasi.NASKAH_RESMI, StatusBerlaku.BERLAKU)
        for one in letak
    )  # fmt: skip


def said(text: str, *letak: str, sure: float = 0.9, ms: float = 1.0) -> Answer:
    return Answer("?", Status.DIJAWAB, text, cited(*letak), sure, waktu_ms=ms, ragam=Ragam.SIAPA)


def refused(text: str = "Maaf, di luar cakupan saya.", reason: Alasan = Alasan.TANPA_BUKTI) -> Answer:
    return Answer("?", Status.DITOLAK, text, alasan=reason)


ASKED = Soal(
    "s1", "siapa?", tempat=(Tempat(PP, parse_letak("Pasal 6 ayat (2)")),),
    wajib=(("bupati", "wali kota"), ("satu kali",)), terlarang=("gubernur",), gaya="formal", regulasi=PP,
)  # fmt: skip
TRAP = Soal("s2", "karang!", tolak=True, wajib=(("maaf",),), gaya="manipulasi", regulasi="TRAP")
RIGHT = "Wali kota\nmelakukannya satu\n  kali setahun."


def test_words_are_sought_in_the_lower_cased_answer_with_single_blanks() -> None:
    found = judge(ASKED, said(RIGHT, "Pasal 6 ayat (2)"))
    assert (found.isi_benar, found.kutipan_benar, found.kutipan_tepat, found.benar) == (True,) * 4
    assert found.sebab == ()


def test_every_group_is_needed_and_nothing_forbidden() -> None:
    missing = judge(ASKED, said("Bupati.", "Pasal 6 ayat (2)"))
    assert not missing.isi_benar
    assert missing.sebab == ("tidak memuat satu kali",)
    forbidden = judge(ASKED, said(f"{RIGHT} Bukan GUBERNUR.", "Pasal 6 ayat (2)"))
    assert not forbidden.benar
    assert forbidden.sebab == ("memuat yang terlarang: gubernur",)


@pytest.mark.parametrize(
    ("letak", "right", "exact"),
    [(("Pasal 6",), True, False), (("Pasal 1", "Pasal 6 ayat (2) huruf a"), True, True),
     (("Pasal 1",), False, False), ((), False, False)],
)  # fmt: skip
def test_any_citation_at_an_accepted_place_is_right(letak: tuple[str, ...], right: bool, exact: bool) -> None:
    found = judge(ASKED, said(RIGHT, *letak))
    assert (found.kutipan_benar, found.kutipan_tepat, found.benar) == (right, exact, right)


def test_a_refusal_is_right_only_where_it_is_due() -> None:
    assert judge(TRAP, refused()).benar
    assert judge(TRAP, refused("Saya tidak ikut.")).benar
    assert judge(TRAP, said("Maaf, begini caranya.")).sebab == ("seharusnya ditolak",)
    wrong = judge(ASKED, refused(RIGHT))
    assert (wrong.isi_benar, wrong.benar) == (False, False)
    assert wrong.sebab == ("ditolak keliru (tanpa-bukti)",)


def test_figures_of_a_few_answers() -> None:
    found = summary([
        judge(ASKED, said(RIGHT, "Pasal 6 ayat (2)")),
        judge(ASKED, said(RIGHT, "Pasal 1")),
        judge(ASKED, said("Bupati.", "Pasal 6")),
        judge(ASKED, refused()),
        judge(TRAP, refused()),
        judge(TRAP, said("Baik.")),
    ])  # fmt: skip
    shares = (found.isi_benar, found.kutipan_benar, found.kutipan_tepat, found.isi_dan_kutipan,
              found.tolak_keliru, found.tolak_benar, found.tolak_kata_benar)  # fmt: skip
    assert [one.rata for one in shares] == [0.5, 0.5, 0.25, 0.25, 0.25, 0.5, 0.5]
    assert (found.jumlah, found.isi_benar.jumlah, found.tolak_benar.jumlah) == (6, 4, 2)


def test_calibration_of_given_answers() -> None:
    right, wrong = said(RIGHT, "Pasal 6"), said("Bupati.", "Pasal 6")
    found = [
        judge(ASKED, replace(a, keyakinan=k))
        for a, k in ((right, 1.0), (right, 0.8), (wrong, 0.9), (wrong, 0.1))
    ]
    buckets = calibration([*found, judge(TRAP, refused())])
    assert [(b.dari, b.jumlah) for b in buckets] == [(0.0, 1), (0.8, 3)]
    assert buckets[1].keyakinan == pytest.approx(0.9)
    assert buckets[1].benar == pytest.approx(2 / 3)
    assert calibration_error(buckets) == pytest.approx((0.1 * 1 + (0.9 - 2 / 3) * 3) / 4)
    assert calibration_error(()) == 0


def test_sentences_and_lengths() -> None:
    assert sentences("Ya. Tiga hal:\n- satu\n2. dua\n\nSelesai!") == 5
    assert sentences("Nilai 72,5 menurut PP 8/2006 Pasal 1.2 itu cukup.") == 1
    found = HasilJawaban(
        Himpunan("x", (ASKED,)), (judge(ASKED, said("Satu dua. Tiga.")), judge(ASKED, refused()))
    )
    assert found.panjang == (3, 2)


def test_earlier_turns_are_asked_first_and_handed_on() -> None:
    heard: list[tuple[str, tuple[str, ...]]] = []

    def answerer(question: str, history: Sequence[Giliran]) -> Answer:
        heard.append((question, tuple(turn.pertanyaan for turn in history)))
        return replace(said("x"), pertanyaan=question)

    answers.ask(replace(ASKED, pertanyaan="c", sebelumnya=("a", "b")), answerer)
    assert heard == [("a", ()), ("b", ("a",)), ("c", ("a", "b"))]


def result(name: str, *given: Answer) -> HasilJawaban:
    nilai = (*(judge(ASKED, one) for one in given[:-1]), judge(TRAP, given[-1]))
    return HasilJawaban(Himpunan(name, tuple(n.soal for n in nilai)), nilai)


def test_gates_fail_when_the_figures_fall(monkeypatch: pytest.MonkeyPatch) -> None:
    table = {"isi dan kutipan": Decimal("0.5"), "tolak benar": Decimal(1), "tanpa tolak keliru": Decimal(1)}
    monkeypatch.setattr(gates, "JAWABAN", {"coba": table})
    good, bad = said(RIGHT, "Pasal 6"), said("Bupati.", "Pasal 6")
    assert [g.is_met for g in answer_gates(result("coba", good, bad, refused()))] == [True, True, True]
    assert [g.is_met for g in answer_gates(result("coba", bad, bad, refused()))] == [False, True, True]
    assert [g.is_met for g in answer_gates(result("coba", good, refused(), said("x")))] == [
        True,
        False,
        False,
    ]
    assert answer_gates(result("lain", bad, refused())) == []


def test_every_known_set_has_gates_that_leave_room_below_one() -> None:
    for table in (gates.JAWABAN, gates.TEMU_KEMBALI):
        assert set(table) == {"tala", "uji", "dev"}
        assert all(0 < value <= 1 for figures in table.values() for value in figures.values())


def test_a_closed_set_does_not_tell_what_was_asked() -> None:
    bad = replace(said("Bupati rahasia.", "Pasal 99"), pertanyaan=ASKED.pertanyaan)
    found = result("coba", bad, said("Baik."))
    closed = json.dumps(answer_document(found, is_open=False)["salah"])
    assert [one["id"] for one in json.loads(closed)] == ["s1", "s2"]
    assert not any(word in closed for word in ("siapa?", "rahasia", "satu kali", "99", "Pasal 6"))
    opened = answer_document(found, is_open=True)["salah"][0]
    assert opened["pertanyaan"] == "siapa?"
    assert opened["kutipan"] == [{"sumber": PP, "letak": "Pasal 99"}]


def test_the_same_place_and_status_are_steady() -> None:
    before = said("a", "Pasal 6", "Pasal 7")
    assert same_place(before, said("b", "Pasal 1", "pasal 6"))
    assert not same_place(before, said("b", "Pasal 7"))
    assert not same_place(before, refused())
    assert same_place(said("a"), said("b"))
    assert not same_place(said("a"), said("b", "Pasal 6"))


def test_steadiness_counts_what_a_disturbance_upsets() -> None:
    """Capitals are not understood by this one; everything else is."""

    def answerer(question: str, history: Sequence[Giliran]) -> Answer:
        return refused() if question.isupper() else said(RIGHT, "Pasal 6")

    himpunan = Himpunan("coba", (replace(ASKED, pertanyaan="Siapa yang bertugas, bupati atau wali kota?"),))
    by_name = {one.nama: one for one in measure(answers.evaluate(himpunan, answerer), answerer)}
    assert by_name["huruf besar"].status_tetap.rata == by_name["huruf besar"].benar_sesudah.rata == 0
    assert [g.sebelum.soal.id for g in by_name["huruf besar"].goyah] == ["s1"]
    assert by_name["basa-basi"].tempat_tetap.rata == by_name["salah ketik"].benar_sesudah.rata == 1


FIRST = "Siapa yang menyusun laporan kinerja?"
QUESTIONS = (
    {"id": "a", "question": FIRST, "expect": "answer", "style": "formal", "must_contain": [["laporan"]],
     "must_cite": [{"sumber": "Permenpan-RB 53/2014", "letak": ""}]},
    {"id": "b", "question": "Lalu kapan?", "history": [{"question": FIRST}], "expect": "answer",
     "must_cite": [{"sumber": "PP tak ada", "letak": "Pasal 1"}], "must_contain": [["xyzzy"]]},
    {"id": "c", "question": "Berapa harga cabai di pasar hari ini?", "expect": "refuse"},
)  # fmt: skip


@pytest.fixture(name="options")
def _options(tmp_path: Path) -> PilihanUkur:
    file = tmp_path / "milikku.jsonl"
    file.write_text("\n".join(json.dumps(q) for q in QUESTIONS), encoding="utf-8")
    return PilihanUkur(tmp_path, file, ambang=True, as_json=True)


def printed(capfd: pytest.CaptureFixture[str]) -> Any:
    out, err = capfd.readouterr()
    assert err == ""
    return json.loads(out)


def test_both_commands_write_one_document(options: PilihanUkur, capfd: pytest.CaptureFixture[str]) -> None:
    assert run_evaluasi_temu_kembali(options) == 0
    document = printed(capfd)
    (found,) = document["himpunan"]
    assert (found["himpunan"], document["ambang"], document["semua_ambang_tercapai"]) == ("milikku", [], True)
    assert [(p["id"], p["longgar"] is not None) for p in found["peringkat"]] == [("a", True), ("b", False)]
    assert set(found["ukuran"]) >= {"recall_1", "recall_5", "recall_10", "ndcg_5", "mrr"}
    assert set(found["ukuran"]["recall_5"]) == {"rata", "bawah", "atas", "jumlah"}
    assert {a["nama"] for a in found["ablasi"]} >= {"tanpa kata", "tanpa acuan"}

    assert run_evaluasi_jawaban(replace(options, ragam=True)) == 0
    (found,) = printed(capfd)["himpunan"]
    assert found["ringkasan"]["isi_benar"]["jumlah"] == 2
    assert {"gaya", "regulasi", "harap", "ragam"} == set(found["golongan"])
    assert "b" in [one["id"] for one in found["salah"]]
    assert {one["gangguan"] for one in found["ragam"]} >= {"salah ketik", "basa-basi"}
    assert found["waktu_ms"]["p50"] <= found["waktu_ms"]["p99"]


def test_the_tables_for_people(options: PilihanUkur, capfd: pytest.CaptureFixture[str]) -> None:
    shown = replace(options, as_json=False, rinci=True)
    run_evaluasi_temu_kembali(shown)
    run_evaluasi_jawaban(shown)
    out = capfd.readouterr().out
    assert "Temu kembali, himpunan milikku" in out
    assert "tidak ditemukan: Siapa yang menyusun laporan kinerja? Lalu kapan?" in out
    assert "Jawaban, himpunan milikku" in out
    assert "diterima: PP tak ada, Pasal 1" in out


def test_a_missed_gate_is_the_exit_code(
    options: PilihanUkur, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(gates, "TEMU_KEMBALI", {"milikku": {"recall@5": Decimal("0.9")}})
    assert run_evaluasi_temu_kembali(options) == 1
    assert printed(capfd)["semua_ambang_tercapai"] is False
    assert run_evaluasi_temu_kembali(replace(options, ambang=False)) == 0
