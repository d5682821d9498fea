"""Makes the pictures of the conversation for docs/panduan, from the real bot in a real browser.

``python -m tests.bantu.gambar_obrolan [FOLDER]``; about two minutes.  Chromium draws with the fonts of the
machine: without a font for emoji they are empty boxes.
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
from pathlib import Path

from tests.bantu.coba import coba_berjalan
from tests.bantu.peramban import ENTER, Peramban, peramban

TUJUAN = Path("docs/panduan/gambar/obrolan")
TELEPON = (390, 844)
MEJA = (1240, 800)
SKALA = 2.0
WARNA = 128
"""Colours that are kept: a page has few, and a picture of it stays below 150 KB."""
LAMA_S = 120.0
SOAL = "Apa saja isi Bab III LKjIP?"
SOAL_GRUP = "Apa itu perjanjian kinerja?"
GAMBAR_SOAL = 4
"""Which question of the interview is shown."""
JAWABAN = "Sekurang-kurangnya lima tahun, mengikuti jadwal retensi arsip yang ditetapkan kepala daerah."
SOAL_SULIT = "Berapa lama dokumen SAKIP harus disimpan di kantor kecamatan?"


class Juru:
    """Acts people on the page and takes pictures."""

    def __init__(self, p: Peramban, folder: Path) -> None:
        self.p = p
        self._folder = folder

    def foto(self, nama: str) -> None:
        """Take a picture of the window as it is when it has come to rest."""
        from PIL import Image

        self.p.jalankan("document.activeElement?.blur(); document.querySelector('#kabar').replaceChildren()")
        self.p.tunjuk(2, 2)
        time.sleep(0.7)
        picture = Image.open(io.BytesIO(self.p.gambar())).convert("RGB")
        small = picture.quantize(WARNA, dither=Image.Dither.NONE)
        path = self._folder / f"{nama}.png"
        small.save(path, optimize=True)
        sys.stdout.write(f"{path} {path.stat().st_size / 1024:.0f} KB\n")

    def ke_bawah(self) -> None:
        self.p.jalankan("document.querySelector('#log').scrollTo(0, 1e9)")

    def sebagai(self, kunci: str, obrolan: str = "pribadi") -> None:
        """Act a person, in the private chat or in the group."""
        self.p.jalankan(
            "document.querySelector('#ruang').dataset.layar='daftar';"
            "document.querySelector(`[data-orang=${arguments[0]}]`).click();"
            "document.querySelector(`[data-obrolan=${arguments[1]}]`).click()",
            kunci,
            obrolan,
        )
        self.p.satu("#tulis")

    def tulis(self, teks: str) -> None:
        self.p.satu("#tulis").ketik(teks + ENTER)
        self.p.satu(".pesan.milik", teks[:40])

    def tekan(self, label: str, *, batas_s: float = LAMA_S) -> None:
        """Press the last button with that label."""
        button = self.p.satu(".papan button", label, batas_s=batas_s)
        self.p.jalankan("arguments[0].click()", {"element-6066-11e4-a52e-4f735466cecf": button.id})

    def tunggu(self, memuat: str) -> None:
        """Until the bot has said that."""
        self.p.satu(".pesan:not(.milik)", memuat, batas_s=LAMA_S)

    def gulung(self, memuat: str) -> None:
        """Bring the message with those words to the top of the log."""
        self.p.jalankan(
            "[...document.querySelectorAll('.pesan')].filter(e => e.textContent.includes(arguments[0])).pop()"
            ".scrollIntoView({block: 'start'})",
            memuat,
        )


def peserta(juru: Juru) -> None:
    juru.sebagai("peserta")
    juru.tulis(SOAL)
    juru.p.satu(".papan button", "Kutipan", batas_s=LAMA_S)
    juru.foto("peserta")
    juru.tekan("Kutipan")
    juru.p.satu(".pesan:not(.milik) blockquote", batas_s=LAMA_S)
    juru.p.jalankan("document.querySelectorAll('.lipat:not(.terbuka) > button').forEach(e => e.click())")
    juru.p.jalankan("document.querySelector('#log').scrollTo(0, 1e9)")
    juru.foto("kutipan")


def planner(juru: Juru) -> None:
    juru.p.jalankan("document.querySelector('#ruang').dataset.layar='daftar'")
    juru.p.satu("#contoh").klik()
    juru.p.satu(".pesan:not(.milik) .foto img", batas_s=LAMA_S)
    juru.p.satu(".pesan:not(.milik)", "1 dari", batas_s=LAMA_S)
    time.sleep(1)
    juru.p.jalankan("document.querySelector('#log').scrollTo(0, 0)")
    juru.p.jalankan("document.querySelector('#bawah').hidden = true")
    juru.foto("tabel")
    juru.ke_bawah()
    _wawancara(juru)
    juru.p.satu("a.dokumen", ".docx", batas_s=LAMA_S)
    juru.p.satu(".papan button", "Ledger", batas_s=LAMA_S)
    time.sleep(1)
    juru.ke_bawah()
    juru.foto("draf")


def _wawancara(juru: Juru) -> None:
    """The defaults of every question; one of the middle is shown."""
    asked = ""
    for number in range(1, 60):

        def next_question(old: str = asked) -> str:
            now = _terakhir(juru.p)
            return now if now != old else ""

        asked = juru.p.tunggu(next_question, "the next question", batas_s=LAMA_S)
        labels = asked.split("|")[1:]
        going_on = [one for one in labels if not one.startswith("⬅")]
        if number == GAMBAR_SOAL:
            juru.foto("wawancara")
        if "Buat draf" in going_on:
            return juru.tekan("Buat draf")
        rest = [one for one in going_on if one.casefold().startswith("sisanya")]
        juru.tekan((rest or going_on)[0])
    return None


def _terakhir(p: Peramban) -> str:
    """The last message with buttons: its number, and the labels; empty where it has none."""
    script = (
        "const m = [...document.querySelectorAll('.pesan:not(.milik)')].pop();"
        "const t = m ? [...m.querySelectorAll('.papan button')].map(e => e.textContent) : [];"
        "return t.length ? [m.dataset.id, ...t].join('|') : ''"
    )
    return str(p.jalankan(script))


def narasumber(juru: Juru) -> None:
    juru.sebagai("peserta")
    juru.tulis(SOAL_SULIT)
    juru.tekan("Teruskan")
    juru.sebagai("narasumber")
    juru.tulis("/antrean")
    juru.tunggu(SOAL_SULIT[:30])
    juru.foto("antrean")
    juru.tekan("1")
    juru.tekan("Jawab")
    juru.tunggu("Tulis jawaban Anda")
    juru.tulis(JAWABAN)
    juru.p.satu(".papan button", "Terbitkan", batas_s=LAMA_S)
    juru.foto("pratinjau")
    juru.tekan("Terbitkan")
    juru.sebagai("peserta")
    juru.tunggu("Pak Wira")
    juru.foto("jawaban")


def grup(juru: Juru) -> None:
    juru.sebagai("peserta", "grup")
    juru.tulis(f"/tanya {SOAL_GRUP}")
    juru.p.satu(".pesan:not(.milik)", "Permenpan", batas_s=LAMA_S)
    juru.foto("grup")


def admin(juru: Juru) -> None:
    juru.sebagai("admin")
    juru.tulis("/admin")
    juru.p.satu(".papan button", batas_s=LAMA_S)
    juru.foto("admin")
    juru.tekan("Statistik")
    juru.p.satu(".pesan:not(.milik) .foto img", batas_s=LAMA_S)
    time.sleep(1)
    juru.foto("statistik")


def meja(juru: Juru) -> None:
    juru.p.ukuran(*MEJA, skala=1.0)
    juru.sebagai("peserta")
    time.sleep(0.5)
    juru.gulung(SOAL)
    juru.foto("meja")


def buat(folder: Path) -> None:
    """Every picture, in the order of a day's work."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="gambar-") as work,
        coba_berjalan(Path(work) / "coba") as address,
        peramban() as p,
    ):
        p.ukuran(*TELEPON, skala=SKALA)
        p.buka(address)
        p.satu("body[data-siap]")
        juru = Juru(p, folder)
        for scene in (peserta, grup, planner, narasumber, admin, meja):
            scene(juru)


if __name__ == "__main__":
    buat(Path(sys.argv[1]) if len(sys.argv) > 1 else TUJUAN)
