"""A wrong yes is worse than no yes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.compose.choose import Calon
from bot.answering.compose.klaim import claimed, opposed, plain_claim, read_claim, variants
from bot.answering.compose.polar import Putusan, decide
from bot.answering.match import kosakata
from bot.answering.wording import steer
from knowledge.index.model import Hit
from knowledge.letak import parse_letak
from knowledge.model import Aspek, Jenis, Passage, Pernyataan, Sikap

CLAIMS = (
    (Aspek.WAJIB, Sikap.YA, "LKj kementerian/lembaga/pemerintah daerah direviu"),
    (Aspek.WAJIB, Sikap.TIDAK, "LKj SKPD atau unit kerja direviu"),
    (Aspek.BOLEH, Sikap.TIDAK, "LKj direviu sesudah ditandatangani atau dikirim"),
    (Aspek.BOLEH, Sikap.YA, "PK memuat indikator selain IKU"),
    (Aspek.BENAR, Sikap.TIDAK, "PK hanya memuat IKU"),
    (Aspek.WAJIB, Sikap.YA, "PK memuat IKU"),
    (Aspek.WAJIB, Sikap.YA, "PK SKPD ditandatangani kepala daerah"),
    (Aspek.WAJIB, Sikap.TIDAK, "PK dibubuhi meterai"),
    (Aspek.BOLEH, Sikap.TIDAK, "target PK diturunkan karena tidak tercapai"),
    (Aspek.BOLEH, Sikap.BERSYARAT, "PK direvisi atau diubah"),
    (Aspek.BENAR, Sikap.TIDAK, "LKj kabupaten/kota disampaikan kepada Menteri Keuangan"),
    (Aspek.WAJIB, Sikap.YA, "LKj kabupaten/kota disampaikan kepada gubernur"),
    (Aspek.BENAR, Sikap.TIDAK, "Permenpan-RB 53/2014 hanya memuat empat pasal"),
    (Aspek.BENAR, Sikap.TIDAK, "capaian di atas 100 persen harus dipotong menjadi 100 persen"),
    (Aspek.BENAR, Sikap.TIDAK, "BPK termasuk APIP"),
    (Aspek.BENAR, Sikap.YA, "inspektorat daerah termasuk APIP"),
    (Aspek.BENAR, Sikap.TIDAK, "LKj instansi merupakan gabungan LKj unit kerja di bawahnya"),
    (Aspek.BENAR, Sikap.TIDAK, "LKjIP disusun menurut Permendagri 18/2020"),
    (Aspek.BENAR, Sikap.TIDAK, "Pasal 10 Perpres 29/2014 mewajibkan laporan kinerja"),
    (Aspek.WAJIB, Sikap.YA, "SKPD menyusun LKj"),
    (Aspek.BENAR, Sikap.YA, "reviu LKj memberi keyakinan terbatas"),
)


def shelf() -> list[Calon]:
    """Each claim as a candidate of its own, all equally likely."""
    out = []
    for number, (aspek, sikap, perihal) in enumerate(CLAIMS):
        one = Pernyataan(aspek, f"{perihal}.", sikap=sikap, perihal=perihal)
        passage = Passage(
            f"x#{number}", "x", Jenis.GLOSARIUM, parse_letak(""), perihal, perihal, pernyataan=(one,)
        )
        out.append(Calon(Hit(passage, 0.5, {}, 0.5), 0, 1.0, 1.0, 0.0, 0.5, 0.5))
    return out


def answered(question: str, regulations: frozenset[str] = frozenset()) -> Putusan | None:
    found = decide(shelf(), steer(question), kosakata(), regulations)
    return found if found and found.sikap is not None else None


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("LKj dinas hrs direviu gk?", "tidak-wajib"),
        ("LKj pemda wajib direviu?", "ya"),
        ("inspektorat mau ngereview LKj tiap dinas. Emang disuruh?", "tidak-wajib"),
        ("LKj dikirim dulu baru direviu, boleh?", "tidak"),
        ("LKj tidak boleh direviu setelah dikirim kan?", "benar"),
        ("PK cuma boleh isi IKU doang?", "tidak"),
        ("wajibkah PK memuat IKU", "ya"),
        ("PK tidak harus memuat IKU kan?", "tidak-benar"),
        ("PK ga perlu meterai kan?", "benar"),
        ("boleh ga PK isi indikator selain IKU", "ya"),
        ("PK kepala dinas ditandatangani bupati?", "ya"),
        ("target PK blh diturunin krn realisasi jelek ga", "tidak"),
        ("PK bisa direvisi nggak sih", "bersyarat"),
        ("capaian 130% harus dipotong jadi 100% kah?", "tidak"),
        ("BPK termasuk APIP?", "tidak"),
        ("inspektorat daerah termasuk APIP ga?", "ya"),
        ("LKj kabupaten cukup digabung dari LKj OPD?", "tidak"),
        ("apakah dinas wajib menyusun laporan kinerja?", "ya"),
        ("Benarkah LKj kota dikirim ke Menteri Keuangan?", "tidak"),
    ],
)
def test_a_claim_in_other_words_gets_its_yes_or_no(question: str, opening: str) -> None:
    found = answered(question)
    assert found is not None, question
    assert found.pembuka == opening


@pytest.mark.parametrize(
    "question",
    [
        "LKj kabupaten harus dikirim ke DPRD?",
        "LKj provinsi dikirim ke gubernur kan?",
        "PK bupati ditandatangani gubernur?",
        "PK boleh memuat IKU saja atau indikator lain?",
        "PK ditandatangani secara elektronik?",
        "target PK boleh dinaikkan?",
        "Permenpan-RB 53/2014 memuat tujuh pasal?",
        "apakah LKj disusun menurut Permendagri 19/2020?",
        "apakah pasal 12 perpres 29/2014 mewajibkan laporan kinerja?",
        "LKjIP wajib disusun?",
        "reviu LKj harus selesai dalam 5 hari?",
        "reviu LKj memberi keyakinan memadai?",
        "kalau kepala dinas ganti wajib bikin PK baru?",
        "kelurahan wajib menyusun LKj?",
        "LKj desa wajib direviu BPK?",
    ],
)
def test_another_claim_gets_neither(question: str) -> None:
    found = answered(question)
    assert found is None or found.sikap is None


def test_a_claim_about_another_rule_is_another_claim() -> None:
    assert answered("Permenpan-RB 53/2014 cuma memuat empat pasal?", frozenset({"53/2014"})) is not None
    assert answered("Permenpan-RB 88/2021 cuma memuat empat pasal?", frozenset({"88/2021"})) is None


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("pk tidak perlu meterai kan", True),
        ("pk perlu meterai tidak", False),
        ("pk wajib tidak dikirim ke gubernur", False),
        ("lkj harus direviu tidak sebelum dikirim", False),
        ("target yang tidak tercapai boleh diubah", False),
        ("lkj bukan gabungan lkj dinas", True),
    ],
)
def test_a_tag_denies_nothing(text: str, denied: bool) -> None:
    assert read_claim(text, kosakata(), question=True).ingkar is denied


def test_conditions_are_no_part_of_the_claim() -> None:
    claim = read_claim("kalau lkpj tidak disampaikan, dprd boleh interpelasi", kosakata(), question=True)
    assert "interpelasi" in claim.pokok
    assert "=lkpj" in claim.sampingan - claim.pokok
    assert (claim.bersyarat, claim.ingkar, bool(claim.menyangkal)) == (True, False, True)


def test_a_sentence_that_only_asks_belongs_to_the_claim_before_it() -> None:
    assert "menjilid lkj" in claimed(steer("Kami mau menjilid LKj? Emang disuruh?"))
    assert plain_claim(steer("LKj cukup dijilid aja, bener kan?")) == "lkj dijilid"


def test_either_side_of_an_alternative_is_claimed() -> None:
    texts = {claim.teks for claim in variants("LKj memuat ikhtisar atau ringkasan", kosakata())}
    assert {"lkj memuat ikhtisar", "lkj memuat ringkasan"} <= texts


def test_opposites_are_recognised_both_ways() -> None:
    assert opposed("target dinaikkan", "target diturunkan")
    assert opposed("output", "outcome")
    assert not opposed("output dan outcome", "outcome")


WORDS = st.sampled_from(
    ["lkj", "pk", "dinas", "bupati", "direviu", "tidak", "wajib", "boleh", "kalau", "sebelum", "atau", "100",
     "?", ",", "hanya", "selain", "iku", "memuat", "kan", "dikirim", "gubernur", "baru", "dulu", "pasal"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=25))
def test_any_words_can_be_read_as_a_claim(words: list[str]) -> None:
    text = " ".join(words)
    claim = read_claim(claimed(text), kosakata(), question=True)
    assert all(group for group in claim.pihak)
    answered(text)
