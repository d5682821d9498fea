"""How an answer reads in the chat, and that what is kept of it suffices for everything that follows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.answering.model import Alasan, Giliran, Terdekat
from bot.chat.answers import Balasan, answer_text, group_text, paragraphs
from bot.chat.details import detail_text, quotes_text, shortened
from bot.store import questions
from knowledge.model import Bentuk, Jenis, StatusBerlaku, Verifikasi
from knowledge.scope import PUBLIK, Scope
from tests.bantu.botapi import jalankan
from tests.bantu.pengetahuan import app_bersama
from tests.chat.alat import BALASAN, KUTIPAN, balasan, penyimpanan, soal_baru, tambah_orang


def test_an_answer_is_the_sentence_the_list_the_note_and_the_place() -> None:
    assert answer_text(BALASAN) == (
        "Setiap tahun.\n"
        "\n"
        "Kepada:\n"
        "• bupati;\n"
        "• gubernur.\n"
        "\n"
        "<i>Catatan: periksa naskahnya.</i>\n"
        "\n"
        "📖 <b>Peraturan 1/2020, Pasal 1 ayat (2), hlm. 4</b>\n"
        "✅ naskah resmi · berlaku"
    )


def test_a_pressed_question_stands_above_its_answer() -> None:
    assert answer_text(balasan(jawaban="Ya."), judul="Boleh <lebih>?").startswith(
        "<b>Boleh &lt;lebih&gt;?</b>\n\nYa.\n"
    )


def test_a_rule_that_is_revoked_says_so_and_what_is_no_rule_has_no_status() -> None:
    revoked = replace(
        KUTIPAN, status_berlaku=StatusBerlaku.DICABUT, keterangan_status="dicabut oleh Peraturan 2/2021"
    )
    practice = replace(
        KUTIPAN, jenis=Jenis.PRAKTIK, verifikasi=Verifikasi.BELUM_DIVERIFIKASI, halaman=None, letak=""
    )
    text = answer_text(balasan(kutipan=(revoked, practice)))
    assert "✅ naskah resmi · dicabut oleh Peraturan 2/2021" in text
    assert text.endswith("📖 <b>Peraturan 1/2020</b>\n⚠️ belum diverifikasi")


def test_a_refusal_names_the_nearest_places_and_a_refusal_by_rule_does_not() -> None:
    near = (Terdekat("Peraturan 1/2020", "Pasal 9", "Judul"),)
    lacking = Balasan("?", "Maaf.", True, Alasan.TANPA_BUKTI, 0.2, terdekat=near)
    assert answer_text(lacking) == "Maaf.\n\nBagian yang paling dekat:\n• Peraturan 1/2020, Pasal 9"
    assert answer_text(replace(lacking, alasan=Alasan.MANIPULASI)) == "Maaf."


def test_an_unsure_answer_says_so() -> None:
    assert "kurang yakin" in answer_text(balasan(keyakinan=0.4))
    assert "kurang yakin" not in answer_text(BALASAN)


def test_items_keep_their_own_letters() -> None:
    found = paragraphs("Dua subbab:\n1. A. Capaian.\n2. B. Anggaran.\n\nSelesai.")
    assert [one.baris for one in found] == [("Dua subbab:", "A. Capaian.", "B. Anggaran."), ("Selesai.",)]


def test_a_group_gets_the_first_paragraphs_and_is_told_of_the_rest() -> None:
    long = "\n".join(f"Kalimat nomor {n} yang cukup panjang untuk sebuah grup." for n in range(30))
    text = group_text(balasan(jawaban=long))
    assert "Kalimat nomor 0 " in text
    assert "Kalimat nomor 29" not in text
    assert "dipersingkat" in text
    assert "dipersingkat" not in group_text(BALASAN)


def test_the_first_paragraph_is_shown_however_long() -> None:
    assert "x" * 2000 in group_text(balasan(jawaban="x" * 2000))


def test_what_is_kept_gives_the_same_answer_and_the_turn_of_the_conversation(tmp_path: Path) -> None:
    one = balasan(utuh="kapan laporan kabupaten disampaikan", lanjutan=True)

    async def scenario() -> None:
        async with penyimpanan(tmp_path) as units:
            await tambah_orang(units, 7, "Ani")
            async with units.unit() as unit:
                number = await questions.save(unit.conn, soal_baru(7, one))
            async with units.store.read() as conn:
                kept = await questions.find(conn, number, 7)
                assert await questions.find(conn, number, 8) is None
        assert kept is not None
        assert kept.nama == "Ani"
        assert Balasan.of_soal(kept) == one

    jalankan(scenario())
    assert one.giliran() == Giliran(one.pertanyaan, one.jawaban, ("aturan#pasal-1",), one.utuh)
    assert one.yang_ditanyakan == one.utuh
    assert BALASAN.yang_ditanyakan == BALASAN.pertanyaan


def test_what_a_narasumber_sees_without_being_asked() -> None:
    assert BALASAN.sebab_antre is None
    assert balasan(keyakinan=0.44).sebab_antre == "ragu"
    for reason, queued, offered in (
        (Alasan.TANPA_BUKTI, "ditolak", True),
        (Alasan.SUMBER_TIDAK_DIKENAL, "ditolak", True),
        (Alasan.LETAK_TIDAK_ADA, None, True),
        (Alasan.MANIPULASI, None, False),
        (Alasan.DATA_PRIBADI, None, False),
        (Alasan.UBAH_ATURAN, None, False),
    ):
        one = Balasan("?", "Maaf.", True, reason, 0.0)
        assert (one.sebab_antre, one.dapat_diteruskan) == (queued, offered), reason
    assert Balasan("halo", "Halo.", False, Alasan.SAPAAN, 0.0).sebab_antre is None


def test_every_question_of_the_index_reads_like_this(tmp_path: Path) -> None:
    app = app_bersama(tmp_path)
    answer, jejak = app.answer_with_trace("Kapan LKjIP kabupaten disampaikan?")
    one = Balasan.of(answer, jejak)
    text = str(answer_text(one))
    assert text.splitlines()[0] == (
        "Laporan kinerja (LKj, LKjIP) pemerintah kabupaten/kota disampaikan paling lambat 3 (tiga) bulan "
        "setelah tahun anggaran berakhir, yaitu 31 Maret."
    )
    assert text.endswith(
        "📖 <b>Permenpan-RB 53/2014, Lampiran II huruf D, hlm. 20</b>\n✅ naskah resmi · berlaku"
    )
    assert 1 <= len(one.lanjut) <= 3
    assert not {k.passage_id for k in one.kutipan} & set(one.lanjut)


def test_quotes_show_the_words_of_the_source_and_a_summary_is_called_one(tmp_path: Path) -> None:
    knowledge = app_bersama(tmp_path).knowledge
    verbatim = str(quotes_text(BALASAN, knowledge, PUBLIK))
    assert "<blockquote expandable>“Laporan disampaikan setiap &lt;tahun&gt;.”</blockquote>" in verbatim
    assert "Kutipan kata demi kata" in verbatim
    summary = replace(KUTIPAN, bentuk=Bentuk.RINGKASAN)
    named = str(quotes_text(balasan(kutipan=(summary,)), knowledge, PUBLIK, nama="Ani & Budi"))
    assert "bukan kutipan kata demi kata" in named
    assert named.startswith("Untuk pertanyaan Ani &amp; Budi:")
    assert quotes_text(balasan(kutipan=()), knowledge, PUBLIK) is None


def test_details_name_the_source_in_full_and_respect_the_scope(tmp_path: Path) -> None:
    app = app_bersama(tmp_path)
    one = Balasan.of(*app.answer_with_trace("Kapan LKjIP kabupaten disampaikan?"))
    text = str(detail_text(one, app.knowledge, PUBLIK))
    assert "Petunjuk Teknis Perjanjian Kinerja" in text
    assert text.count("<blockquote expandable>") == len(one.lanjut)
    assert one.jejak_id is not None
    assert one.jejak_id in text
    nobody = str(detail_text(one, app.knowledge, Scope(frozenset({"pengguna:5"}))))
    assert "<blockquote" not in nobody
    assert "Petunjuk Teknis" not in nobody


def test_a_long_passage_is_cut_at_a_sentence() -> None:
    text = "Kalimat pertama yang selesai. " * 100
    short = shortened(text)
    assert len(short) <= 1502
    assert short.endswith("selesai. …")
    assert shortened("- a\n- b") == "• a\n• b"
