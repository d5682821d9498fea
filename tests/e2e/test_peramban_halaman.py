"""The try-out page in a real browser, with a bot that the test plays: whatever a chat can show."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.web.botapi.permintaan import Unggahan
from bot.web.coba.pemeran import GRUP_ID
from tests.bantu.botapi import LOOPBACK
from tests.bantu.coba import Halaman, halaman_saja
from tests.bantu.peramban import ENTER, ESC, PANAH_ATAS, PANAH_BAWAH, SHIFT, TAB, Peramban, peramban

pytestmark = [*LOOPBACK, pytest.mark.slow]

PANJANG = "Setiap satuan kerja menyusun laporan kinerja atas prestasi kerja yang dicapai. " * 8


@pytest.fixture(scope="module")
def jendela(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Peramban]:
    with peramban(unduhan=tmp_path_factory.mktemp("unduhan")) as one:
        yield one


@pytest.fixture
def meja(jendela: Peramban, tmp_path: Path) -> Iterator[tuple[Halaman, Peramban]]:
    """A fresh page as Sari, in her private chat, on a desktop."""
    with halaman_saja(tmp_path) as page:
        jendela.ukuran(1100, 760)
        jendela.buka(page.alamat)
        jendela.jalankan("localStorage.clear()")
        jendela.muat_ulang()
        jendela.satu("body[data-siap] #judul")
        yield page, jendela
        assert jendela.keluhan() == []


def _kata(page: Halaman, teks: str, **isi: object) -> int:
    """The bot says something to Sari, who has written before."""
    sari = page.orang("peserta")
    if not page.dunia.transkrip(page.dunia.pribadi(sari)):
        page.dunia.kirim_teks(sari, page.dunia.pribadi(sari), "halo")
    made = page.bot("sendMessage", chat_id=sari.id, text=teks, parse_mode="HTML", **isi)
    return int(made["message_id"])


def _papan(*rows: list[dict[str, object]]) -> str:
    return json.dumps({"inline_keyboard": list(rows)})


def test_text_is_rendered_from_entities(meja: tuple[Halaman, Peramban]) -> None:
    page, p = meja
    _kata(
        page,
        "<b>Tebal</b> dan <i>miring <b>keduanya</b></i> 🙂 <code>A1</code> "
        '<a href="https://contoh.go.id/a">tautan</a> /bantuan\n\n'
        f"<blockquote expandable>{PANJANG}</blockquote>",
    )
    isi = p.satu(".pesan .isi", "Tebal")
    assert [one.teks for one in p.semua(".isi b")] == ["Tebal", "keduanya"]
    assert p.satu(".isi i b").teks == "keduanya"
    assert p.satu(".isi a").sifat("href") == "https://contoh.go.id/a"
    assert p.satu(".isi a").sifat("rel") == "noopener noreferrer"
    assert "🙂 A1" in isi.teks
    buka = p.satu(".lipat button", "Tampilkan semua")
    assert buka.sifat("aria-expanded") == "false"
    tinggi = p.jalankan("return document.querySelector('.lipat .teks').clientHeight")
    buka.klik()
    assert p.satu(".lipat button", "Ringkaskan").sifat("aria-expanded") == "true"
    assert p.jalankan("return document.querySelector('.lipat .teks').clientHeight") > tinggi
    p.satu(".isi .perintah", "/bantuan").klik()
    p.satu(".pesan.milik", "/bantuan")


def test_hostile_text_stays_text(meja: tuple[Halaman, Peramban]) -> None:
    page, p = meja
    evil = "<img src=x onerror=\"document.title='kena'\"><script>document.title='kena'</script>"
    sari = page.orang("peserta")
    chat = page.dunia.pribadi(sari)
    page.dunia.kirim_teks(sari, chat, evil)
    page.dunia.kirim_dokumen(sari, chat, f"{evil[:60]}.xlsx", b"PK", caption=evil)
    entities = json.dumps([{"type": "bold", "offset": 0, "length": len(evil)}])
    page.bot("sendMessage", chat_id=sari.id, text=evil, entities=entities)
    page.bot(
        "sendMessage",
        chat_id=sari.id,
        text="tekan",
        reply_markup=_papan([{"text": evil, "callback_data": "x"}]),
    )
    p.satu(".papan button", "<img src=x")
    assert p.satu(".isi b").teks == evil
    assert p.jalankan("return document.querySelectorAll('.log script, .log img').length") == 0
    assert p.jalankan("return document.title") == "Asisten LKjIP"


def test_buttons_toast_alert_copy_and_link(meja: tuple[Halaman, Peramban]) -> None:
    page, p = meja
    sari = page.orang("peserta")
    rows = _papan(
        [{"text": "Setuju", "callback_data": "a"}, {"text": "Periksa", "callback_data": "b"}],
        [{"text": "Salin", "copy_text": {"text": "LKJ-2025"}}],
        [{"text": "Buka", "url": "https://contoh.go.id/"}],
    )
    number = _kata(page, "Pilih satu", reply_markup=rows)
    p.satu(".papan button", "Setuju").klik()
    press = p.tunggu(lambda: list(page.dunia.tekanan.values()), "the press")[-1]
    assert (press.orang.id, press.message_id, press.data) == (sari.id, number, "a")
    page.bot("answerCallbackQuery", callback_query_id=press.id, text="Tercatat.")
    p.satu("#kabar p", "Tercatat.")
    p.satu(".papan button", "Periksa").klik()
    press = p.tunggu(lambda: [one for one in page.dunia.tekanan.values() if one.data == "b"], "the press")[-1]
    page.bot("answerCallbackQuery", callback_query_id=press.id, text="Bukan milik Anda.", show_alert=True)
    p.satu("#peringatan", "Bukan milik Anda.")
    p.satu("#peringatan button").klik()
    assert not p.semua("#peringatan[open]")
    p.satu(".papan button", "Salin").klik()
    p.satu("#kabar p", "Disalin.")
    assert p.satu(".papan a", "Buka").sifat("target") == "_blank"
    page.bot("editMessageText", chat_id=sari.id, message_id=number, text="Sudah dipilih.")
    assert p.satu(".pesan:not(.milik)", "Sudah dipilih.").teks.startswith("Sudah dipilih.\ndisunting")
    assert not p.semua(".papan")


def test_reply_quote_reaction_typing_and_force_reply(meja: tuple[Halaman, Peramban]) -> None:
    page, p = meja
    sari = page.orang("peserta")
    number = _kata(page, "Laporan kinerja disampaikan akhir Februari.")
    p.satu(".pesan:not(.milik)", "akhir Februari")
    p.jalankan(
        "const t=document.querySelector('.pesan:not(.milik) .isi').firstChild,r=document.createRange();"
        "r.setStart(t,28);r.setEnd(t,42);getSelection().removeAllRanges();getSelection().addRange(r)"
    )
    p.jalankan("document.querySelector('.pesan:not(.milik) [data-aksi=balas]').click()")
    p.satu("#balasan", "akhir Februari")
    p.satu("#tulis").ketik("Tahun mana?" + ENTER)
    p.satu(".pesan.milik .acuan", "akhir Februari")
    sent = page.dunia.transkrip(sari.id)[-1]
    assert (sent.balas, sent.kutipan) == (number, "akhir Februari")
    p.jalankan("document.querySelector('.pesan:not(.milik) [aria-label=\"Beri reaksi 👍\"]').click()")
    p.satu(".reaksi button[aria-pressed=true]", "👍")
    page.bot("sendChatAction", chat_id=sari.id, action="typing")
    p.satu("#keadaan", "mengetik…")
    page.bot(
        "sendMessage",
        chat_id=sari.id,
        text="Tulis tahunnya.",
        reply_markup=json.dumps({"force_reply": True, "input_field_placeholder": "Misalnya 2025"}),
    )
    p.satu(".pesan", "Tulis tahunnya.")
    assert p.satu("#keadaan").teks == "bot"
    assert p.satu("#tulis").sifat("placeholder") == "Misalnya 2025"
    p.satu("#tulis").ketik("2025" + ENTER)
    p.satu(".pesan.milik .acuan", "Tulis tahunnya.")


def test_files_go_up_and_come_down(meja: tuple[Halaman, Peramban], tmp_path: Path, sample: Path) -> None:
    page, p = meja
    sari = page.orang("peserta")
    second = tmp_path / "anggaran.csv"
    second.write_text("program;pagu\nA;1\n", encoding="utf-8")
    p.semua("#berkas")[0].ketik(f"{sample}\n{second}")
    p.satu("#berkas-pilihan", "anggaran.csv")
    p.satu("#tulis").ketik("Tabel tahun 2025" + ENTER)
    p.satu(".dokumen", "anggaran.csv")
    first, other = page.dunia.transkrip(sari.id)
    assert first.berkas is not None
    assert other.berkas is not None
    assert (first.berkas.nama, first.teks, other.teks) == (sample.name, "Tabel tahun 2025", "")
    assert first.media_group == other.media_group is not None
    assert page.dunia.berkas(first.berkas.file_id) == sample.read_bytes()
    page.bot(
        "sendDocument",
        chat_id=sari.id,
        caption="Draf Anda",
        document="attach://isi",
        berkas={"isi": Unggahan("Draf LKjIP.docx", "application/octet-stream", b"isi draf")},
    )
    link = p.satu("a.dokumen", "Draf LKjIP.docx")
    assert link.sebutan == "Unduh Draf LKjIP.docx, 8 B"
    link.klik()
    folder = p.unduhan
    assert folder is not None
    p.tunggu((folder / "Draf LKjIP.docx").is_file, "the download")
    assert (folder / "Draf LKjIP.docx").read_bytes() == b"isi draf"


def test_drop_of_several_files(meja: tuple[Halaman, Peramban]) -> None:
    page, p = meja
    p.jalankan(
        "const d=new DataTransfer();for (const n of ['satu.csv','dua.csv']) d.items.add(new File(['a;b'],n));"
        "for (const apa of ['dragover','drop']) document.querySelector('#log').dispatchEvent("
        "new DragEvent(apa,{dataTransfer:d,bubbles:true,cancelable:true}))"
    )
    p.satu("#berkas-pilihan", "dua.csv")
    p.satu("#berkas-pilihan button[aria-label='Jangan kirim satu.csv']").klik()
    p.satu("#kirim").klik()
    p.satu(".dokumen", "dua.csv")
    assert len(page.dunia.transkrip(page.orang("peserta").id)) == 1


def test_everything_by_keyboard(meja: tuple[Halaman, Peramban]) -> None:
    page, p = meja
    sari = page.orang("peserta")
    page.bot(
        "setMyCommands",
        commands=json.dumps(
            [
                {"command": "tanya", "description": "Bertanya"},
                {"command": "bantuan", "description": "Bantuan"},
            ]
        ),
    )
    _kata(page, "Halo Sari", reply_markup=_papan([{"text": "Lanjut", "callback_data": "l"}]))
    p.satu(".papan button", "Lanjut")
    p.jalankan("document.activeElement.blur(); document.body.focus()")
    p.tekan(TAB)
    assert p.fokus.teks == "Langsung ke kotak tulis"
    p.tekan(ENTER)
    p.tekan(TAB) if p.fokus.sifat("id") != "tulis" else None
    p.satu("#tulis").ketik("baris satu")
    p.tekan_bersama(SHIFT, ENTER)
    p.tekan(*"dua", ENTER)
    p.satu(".pesan.milik", "baris satu\ndua")
    assert page.dunia.transkrip(sari.id)[-1].teks == "baris satu\ndua"
    assert p.fokus.sifat("id") == "tulis"
    p.tekan("/", PANAH_BAWAH)
    assert p.fokus.peran == "menuitem"
    p.tekan(PANAH_BAWAH)
    assert p.fokus.teks.startswith("/bantuan")
    p.tekan(ESC)
    assert p.fokus.sifat("id") == "tulis"
    assert not p.semua("#menu:not([hidden])")
    p.tekan(PANAH_ATAS)
    p.jalankan("document.querySelector('#tulis').value=''; document.querySelector('#log').focus()")
    p.tekan(PANAH_ATAS, PANAH_ATAS)
    assert p.fokus.sebutan.startswith("Asisten LKjIP")
    p.tekan("b")
    p.satu("#balasan", "Halo Sari")
    p.tekan(ESC)
    assert not p.semua("#balasan:not([hidden])")
    p.jalankan("document.querySelector('.papan button').focus()")
    p.tekan(ENTER)
    p.tunggu(lambda: list(page.dunia.tekanan.values()), "the press")
    p.jalankan("document.querySelector('#pemeran [aria-checked=true]').focus()")
    p.tekan(PANAH_BAWAH)
    assert "Bu Ratna" in p.fokus.teks
    p.satu(".sambutan", "Halo, Bu Ratna")
    page.bot("sendMessage", chat_id=sari.id, text="Sementara itu")
    p.satu("[data-orang=peserta] .lencana", "1")
    assert "Bu Ratna" in p.fokus.teks


def test_roles_and_names_for_screen_readers(meja: tuple[Halaman, Peramban]) -> None:
    page, p = meja
    _kata(page, "Halo", reply_markup=_papan([{"text": "Lanjut", "callback_data": "l"}]))
    p.satu(".papan button", "Lanjut")
    expected = {
        "#log": ("log", "Pesan; panah atas dan bawah berpindah pesan"),
        "#tulis": ("textbox", "Tulis pesan"),
        "#kirim": ("button", "Kirim"),
        "#lampir": ("button", "Lampirkan berkas"),
        "#perintah": ("button", "Daftar perintah"),
        "#pemeran": ("radiogroup", "Anda berperan sebagai"),
        "main": ("main", "Percakapan"),
        "nav": ("navigation", "Obrolan"),
    }
    for css, (role, name) in expected.items():
        found = p.semua(css)[0]
        assert (found.peran, found.sebutan) == (role, name), css
    message = p.satu(".pesan:not(.milik)")
    assert message.peran == "article"
    assert message.sebutan.startswith("Asisten LKjIP, ")
    assert p.satu("#log").sifat("aria-live") == "polite"
    assert p.jalankan("return document.documentElement.lang") == "id"
    unnamed = p.jalankan(
        "return [...document.querySelectorAll('button, a, input, textarea')].filter(e => e.offsetParent && "
        "!(e.ariaLabel || e.textContent.trim() || e.labels?.length)).map(e => e.outerHTML)"
    )
    assert unnamed == []


CONTRAST = """
const bahan = (c) => { const n = c.match(/[\\d.]+/g).map(Number); return n.length < 4 ? [...n, 1] : n; };
const terang = ([r, g, b]) => { const f = [r, g, b].map((v) => { v /= 255;
  return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
  return 0.2126 * f[0] + 0.7152 * f[1] + 0.0722 * f[2]; };
const latar = (e) => { let tumpuk = [], satu = e;
  while (satu) { const w = bahan(getComputedStyle(satu).backgroundColor);
    if (w[3] > 0) tumpuk.push(w); if (w[3] === 1) break; satu = satu.parentElement; }
  let hasil = [255, 255, 255];
  for (const w of tumpuk.reverse()) hasil = hasil.map((v, i) => w[i] * w[3] + v * (1 - w[3]));
  return hasil; };
const buruk = [];
const jalan = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (jalan.nextNode()) { const e = jalan.currentNode.parentElement;
  if (!jalan.currentNode.data.trim() || !e.offsetParent || e.closest('svg, script, noscript')) continue;
  const a = terang(bahan(getComputedStyle(e).color)), b = terang(latar(e));
  const rasio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (rasio < 4.5) buruk.push(`${jalan.currentNode.data.trim().slice(0, 30)} ${rasio.toFixed(2)}`); }
return buruk;
"""


@pytest.mark.parametrize("skema", ["light", "dark"])
def test_contrast(meja: tuple[Halaman, Peramban], skema: str) -> None:
    page, p = meja
    p.cdp("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": skema}]})
    try:
        number = _kata(
            page,
            '<b>Judul</b> <a href="https://contoh.go.id">tautan</a> <code>x</code> /bantuan'
            f"<blockquote expandable>{PANJANG}</blockquote>",
            reply_markup=_papan([{"text": "Lanjut", "callback_data": "l"}]),
        )
        sari = page.orang("peserta")
        page.dunia.kirim_teks(sari, page.dunia.pribadi(sari), "Balasan", balas=number)
        page.dunia.kirim_dokumen(sari, page.dunia.pribadi(sari), "a.xlsx", b"x")
        p.satu(".pesan.milik .dokumen")
        background = p.jalankan("return getComputedStyle(document.body).backgroundColor")
        assert (background == "rgb(15, 23, 22)") == (skema == "dark")
        assert p.jalankan(CONTRAST) == []
    finally:
        p.cdp("Emulation.setEmulatedMedia", {"features": []})


def test_narrow_phone_has_no_horizontal_scroll(meja: tuple[Halaman, Peramban]) -> None:
    page, p = meja
    p.ukuran(360, 740)
    p.muat_ulang()
    p.satu("#kembali").klik()
    p.satu("[data-obrolan=pribadi]").klik()
    p.satu("#tulis")
    _kata(
        page,
        f"<b>{'Kata' * 40}</b>\n<pre>{'x' * 300}</pre><blockquote expandable>{'y' * 900}</blockquote>",
        reply_markup=_papan(
            [{"text": f"Pilihan {n}", "callback_data": str(n)} for n in range(5)],
            [
                {
                    "text": "Sebuah pilihan dengan tulisan yang panjang sekali sampai dua baris",
                    "callback_data": "p",
                }
            ],
        ),
    )
    p.satu(".papan button", "sampai dua baris")
    wide = (
        "return [...document.querySelectorAll('body, .log, .penulis, .atas, .pesan, .papan')]"
        ".filter(e => e.scrollWidth > e.clientWidth + 1 || e.getBoundingClientRect().right > innerWidth + 1)"
        ".map(e => e.className)"
    )
    assert p.jalankan(wide) == []
    assert p.jalankan("return document.documentElement.scrollWidth") == 360
    small = (
        "return [...document.querySelectorAll('.penulis button, .atas button, .papan button')]"
        ".filter(e => e.offsetParent && e.offsetHeight < 40).length"
    )
    assert p.jalankan(small) == 0
    p.satu("#kembali").klik()
    p.satu("#pemeran")
    assert p.jalankan("return document.documentElement.scrollWidth") == 360


def test_reload_keeps_person_chat_and_unread(meja: tuple[Halaman, Peramban]) -> None:
    page, p = meja
    wira = page.orang("narasumber")
    page.dunia.kirim_teks(wira, page.dunia.pribadi(wira), "halo")
    _kata(page, "Untuk Sari")
    p.satu(".pesan", "Untuk Sari")
    p.satu("[data-orang=admin]").klik()
    page.bot("sendMessage", chat_id=wira.id, text="Ada pertanyaan baru")
    p.satu("[data-orang=narasumber] .lencana", "1")
    p.muat_ulang()
    p.satu("[data-orang=admin][aria-checked=true]")
    p.satu("[data-orang=narasumber] .lencana", "1")
    p.satu("[data-orang=narasumber]").klik()
    p.satu(".pesan", "Ada pertanyaan baru")
    assert not p.semua("[data-orang=narasumber] .lencana")
    p.muat_ulang()
    p.satu(".pesan", "Ada pertanyaan baru")


def test_group_shows_names_and_a_deep_link_asks_who_opens_it(meja: tuple[Halaman, Peramban]) -> None:
    page, p = meja
    p.satu("[data-obrolan=grup]").klik()
    p.satu("#tulis").ketik("Selamat pagi" + ENTER)
    p.satu("[data-orang=perencana]").klik()
    assert p.satu(".pesan .pengirim").teks == "Sari"
    _topik_grup(page, p)
    page.bot(
        "sendMessage",
        chat_id=GRUP_ID,
        text=f'<a href="https://t.me/{page.dunia.bot.username}?start=kelas-abc">Gabung</a>',
        parse_mode="HTML",
    )
    p.satu(".isi a", "Gabung").klik()
    p.satu("#pilih-pemeran [data-orang=narasumber]").klik()
    p.satu(".pesan.milik", "/start kelas-abc")
    assert page.dunia.transkrip(page.orang("narasumber").id)[-1].teks == "/start kelas-abc"


def _topik_grup(page: Halaman, p: Peramban) -> None:
    """As Ratna, in the general topic of the group, where one message is; she is there again at the end."""
    number, name = page.dunia.topik(GRUP_ID)[0]
    general, topic = "[data-topik=umum]", f"[data-topik='{number}']"
    chooser = p.satu("#topik")
    assert (chooser.peran, chooser.sebutan) == ("radiogroup", "Topik grup")
    assert (p.satu(general).peran, p.satu(topic).sebutan) == ("radio", name)
    page.bot("sendMessage", chat_id=GRUP_ID, text="Di topik", message_thread_id=number)
    page.bot("sendChatAction", chat_id=GRUP_ID, action="typing", message_thread_id=number)
    p.satu(f"{topic} .lencana", "1")
    assert p.satu(topic).sebutan == f"{name} 1 pesan baru"
    assert [one.teks for one in p.semua(".pesan .isi")] == ["Selamat pagi"]
    assert "mengetik" not in p.satu("#keadaan").teks
    p.jalankan("document.querySelector('#topik [aria-checked=true]').focus()")
    p.tekan(PANAH_BAWAH)
    assert p.fokus.sifat("data-topik") == str(number)
    p.satu(f"{topic}[aria-checked=true]")
    assert [one.teks for one in p.semua(".pesan .isi")] == ["Di topik"]
    assert not p.semua("#topik .lencana")
    p.jalankan("document.querySelector('.pesan [data-aksi=balas]').click()")
    p.satu("#tulis").ketik("Terima kasih" + ENTER)
    p.satu(".pesan.milik .acuan", "Di topik")
    p.satu("#tulis").ketik("Satu lagi" + ENTER)
    p.satu(".pesan.milik", "Satu lagi")
    assert [(one.topik, one.balas is not None) for one in page.dunia.transkrip(GRUP_ID)[-2:]] == [
        (number, True),
        (number, False),
    ]
    p.ukuran(360, 740)
    p.muat_ulang()
    p.satu(f"{topic}[aria-checked=true]")
    p.satu(".pesan.milik", "Satu lagi")
    assert p.jalankan("return document.documentElement.scrollWidth") == 360
    low = "return [...document.querySelectorAll('#topik button')].filter(e => e.offsetHeight < 40).length"
    assert p.jalankan(low) == 0
    p.ukuran(1100, 760)
    assert p.jalankan(CONTRAST) == []
    p.satu(general).klik()
    p.satu(".pesan", "Selamat pagi")
    assert not p.semua(".pesan.milik")
    p.satu("[data-obrolan=pribadi]").klik()
    p.satu(".sambutan", "Halo, Bu Ratna")
    assert not p.semua("#topik:not([hidden])")
    p.satu("[data-obrolan=grup]").klik()
    p.satu(f"{general}[aria-checked=true]")


def test_beginning_anew_asks_first(meja: tuple[Halaman, Peramban]) -> None:
    page, p = meja
    p.satu("#ulang").klik()
    p.satu("#tanya-ulang button", "Batal").klik()
    assert not page.panggung.ulang.is_set()
    p.satu("#ulang").klik()
    p.satu("#tanya-ulang button", "Hapus dan mulai").klik()
    p.tunggu(page.panggung.ulang.is_set, "the wish to begin anew")


def test_in_a_group_only_the_one_who_is_asked_gets_the_reply_box(meja: tuple[Halaman, Peramban]) -> None:
    page, p = meja
    p.satu("[data-obrolan=grup]").klik()
    p.satu("#tulis").ketik("/tanya" + ENTER)
    p.satu(".pesan.milik", "/tanya")
    asked = page.dunia.transkrip(GRUP_ID)[-1]
    page.bot(
        "sendMessage",
        chat_id=GRUP_ID,
        text="Apa pertanyaan Anda?",
        reply_parameters=json.dumps({"message_id": asked.message_id}),
        reply_markup=json.dumps({"force_reply": True, "selective": True}),
    )
    p.satu("#balasan", "Apa pertanyaan Anda?")
    p.satu("[data-orang=perencana]").klik()
    p.satu(".pesan .pengirim", "Sari")
    assert not p.semua("#balasan:not([hidden])")


def test_what_could_not_be_sent_stands_in_the_box_again(meja: tuple[Halaman, Peramban]) -> None:
    page, p = meja
    sari = page.orang("peserta")
    number = _kata(page, "Halo Sari")
    p.satu(".pesan:not(.milik)", "Halo Sari")
    p.jalankan("document.querySelector('.pesan:not(.milik) [data-aksi=balas]').click()")
    page.dunia.blokir(sari)
    p.satu("#tulis").ketik("Terima kasih" + ENTER)
    p.satu("#kabar p")
    assert p.jalankan("return document.querySelector('#tulis').value") == "Terima kasih"
    p.satu("#balasan", "Halo Sari")
    page.dunia.buka_blokir(sari)
    p.satu("#kirim").klik()
    p.satu(".pesan.milik .acuan", "Halo Sari")
    assert page.dunia.transkrip(sari.id)[-1].balas == number
    assert any("409" in one for one in p.keluhan())
