"""Bab III huruf A: each sasaran with its lead and the seven analyses in their order."""

from __future__ import annotations

from typing import Any

from bot.drafting.compose.anggaran import nama_sasaran
from bot.drafting.compose.context import Konteks, paragraf
from bot.drafting.compose.efisiensi import blok_efisiensi
from bot.drafting.compose.jangka_menengah import blok_jangka_menengah
from bot.drafting.compose.means import di_balik_rata
from bot.drafting.compose.pembanding import blok_pembanding
from bot.drafting.compose.penyebab import blok_penyebab
from bot.drafting.compose.program import blok_program
from bot.drafting.compose.riwayat import blok_riwayat
from bot.drafting.compose.stories import (
    CeritaHitung,
    cerita_hitung,
    diukur,
    meleset,
    memburuk,
    setara,
    terhitung,
)
from bot.drafting.compose.target import blok_target
from bot.drafting.model import Block, Inlines, Judul
from bot.drafting.narasi import gabung, tulis
from bot.kinerja.measurement import UkuranIndikator, UkuranSasaran

TOPIC = "bab3/sasaran"


def blok_sasaran(k: Konteks, s: UkuranSasaran, nomor: int, *, only: bool) -> list[Block]:
    """Heading, lead, seven analyses."""
    key = f"bab3.a.s{nomor}"
    blocks: list[Block] = [_judul(k, s, nomor, key, only=only)]
    us = diukur(s)
    if not us:
        return [*blocks, *paragraf(tulis(TOPIC, "tanpa_indikator"))]
    blocks += paragraf(*pembuka(k, s))
    objek = _objek(k, s, nomor, only=only)
    parts: list[tuple[str, list[Block]]] = [
        ("analisis_a", blok_target(k, s, objek, nomor)),
        ("analisis_b", blok_riwayat(k, s, objek, nomor)),
        ("analisis_c", blok_jangka_menengah(k, s, objek, nomor)),
        ("analisis_d", blok_pembanding(k, s, objek, nomor)),
        ("analisis_e", blok_penyebab(k, s, objek, nomor)),
        ("analisis_f", blok_efisiensi(k, s, with_comment=nomor == 1)),
        ("analisis_g", blok_program(k, s, objek, nomor)),
    ]
    for n, (judul, content) in enumerate(parts, 1):
        heading = tulis("judul", judul, tahun=k.tahun_laporan())
        blocks.append(Judul(4, heading, nomor=str(n), bagian=f"{key}.{n}", di_daftar_isi=False))
        blocks += content
    return blocks


def _judul(k: Konteks, s: UkuranSasaran, nomor: int, key: str, *, only: bool) -> Judul:
    number = k.cetak.struktur(str(nomor), "nomor sasaran")
    named = s.sasaran.nama is not None and s.sasaran.nama.isi.strip()
    if named:
        heading = tulis("judul", "sasaran", nomor=number, nama=nama_sasaran(k, s))
    elif only:
        heading = tulis("judul", "sasaran_tunggal")
    else:
        heading = tulis("judul", "sasaran_tanpa_nama", nomor=number)
    return Judul(3, heading, bagian=key)


def _objek(k: Konteks, s: UkuranSasaran, nomor: int, *, only: bool) -> Inlines:
    """What captions are about: the sasaran by its number, for names are long."""
    if only and s.sasaran.nama is None:
        return tulis("tabel", "objek_tunggal")
    return tulis("tabel", "objek_sasaran", nomor=k.cetak.struktur(str(nomor), "nomor sasaran"))


def pembuka(k: Konteks, s: UkuranSasaran) -> list[Inlines]:
    """How many met their target, and what the mean hides."""
    r = s.rata_rata
    story = cerita_hitung(r)
    us = diukur(s)
    missed = meleset(us)
    v: dict[str, Any] = {
        "jumlah": k.cetak.jumlah(r.jumlah, "indikator"),
        "terukur": k.cetak.jumlah(r.terukur, "indikator terukur"),
        "tercapai": k.cetak.jumlah(r.tercapai, "indikator tercapai"),
        "jumlah_meleset": k.cetak.jumlah(r.terukur - r.tercapai, "indikator tidak tercapai"),
        "belum": k.cetak.jumlah(r.jumlah - r.terukur, "indikator belum dinilai")
        if r.jumlah > r.terukur
        else None,
        "nama": k.nama(us[0]),
        "rata": k.cetak.persen(r.hasil) if r.hasil else None,
    }
    first = tulis(TOPIC, str(story), k.giliran(TOPIC, str(story)), **v)
    if r.jumlah == 1:
        fell = "satu_tercapai_menurun" if r.tercapai else "satu_menurun"
        return [first, tulis(TOPIC, fell) if memburuk(us) and r.terukur else ()]
    return [first, *_rata(k, s, v), *_meleset(k, s, missed), *_tercapai_menurun(k, us, story)]


def _rata(k: Konteks, s: UkuranSasaran, v: dict[str, Any]) -> list[Inlines]:
    r = s.rata_rata
    if r.hasil is None:
        return []
    ranked = terhitung(diukur(s))
    partial = len(ranked) < r.jumlah
    found: list[Inlines] = []
    if partial and len(ranked) > 1:
        count = k.cetak.jumlah(len(ranked), "indikator berpersentase")
        found.append(tulis(TOPIC, "rata_sebagian", dihitung=count, **v))
    elif not partial:
        found.append(tulis(TOPIC, "rata_biasa", **v))
    if found:
        found.append(di_balik_rata(k, diukur(s), r))
    return found


def _meleset(k: Konteks, s: UkuranSasaran, missed: list[UkuranIndikator]) -> list[Inlines]:
    if not missed:
        return []
    fell = memburuk(missed)
    if _sudah_disebut(k, s, missed):
        return [tulis(TOPIC, "meleset_itu", semua_menurun=len(fell) == len(missed))]
    if len(missed) == s.rata_rata.jumlah:
        # Their names need no list: all of them missed.
        return _semua_meleset(k, missed, fell)
    if len(missed) == 1:
        return [tulis(TOPIC, "meleset_satu", meleset=k.nama(missed[0]), menurun=bool(fell))]
    if k.bisa_disebut(missed):
        names = k.daftar_nama(fell) if fell else None
        if len(fell) == len(missed):
            names = tulis(TOPIC, "semuanya")
        return [tulis(TOPIC, "meleset_beberapa", meleset=k.daftar_nama(missed), menurun=names)]
    return _banyak_meleset(k, missed, fell)


def _sudah_disebut(k: Konteks, s: UkuranSasaran, missed: list[UkuranIndikator]) -> bool:
    """Whether the sentence on the mean has just named all that missed."""
    ranked = terhitung(diukur(s))
    if len(ranked) < s.rata_rata.jumlah and len(ranked) < 2:
        return False
    pulled = di_balik_rata(k, diukur(s), s.rata_rata) != di_balik_rata(
        k, diukur(s), s.rata_rata, hanya_naik=True
    )
    return pulled and set(map(id, setara(ranked, ranked[-1]))) == set(map(id, missed))


def _semua_meleset(k: Konteks, missed: list[UkuranIndikator], fell: list[UkuranIndikator]) -> list[Inlines]:
    if not fell:
        return []
    if k.bisa_disebut(fell):
        return [tulis(TOPIC, "meleset_menurun", menurun=k.daftar_nama(fell))]
    return _banyak_meleset(k, missed, fell)


def _banyak_meleset(k: Konteks, missed: list[UkuranIndikator], fell: list[UkuranIndikator]) -> list[Inlines]:
    ranked = terhitung(tuple(missed))
    if not ranked or ranked[-1].capaian.hasil is None:
        return []
    worst = ranked[-1]
    assert worst.capaian.hasil is not None
    count = k.cetak.jumlah(len(fell), "indikator menurun") if fell else None
    return [
        tulis(
            TOPIC,
            "meleset_banyak",
            terjauh=k.nama(worst),
            capaian_terjauh=k.cetak.persen(worst.capaian.hasil),
            menurun=count,
        )
    ]


def _tercapai_menurun(k: Konteks, us: tuple[UkuranIndikator, ...], story: CeritaHitung) -> list[Inlines]:
    """A met target may still be worse than last year; where all are met this is the news."""
    fell = memburuk([u for u in us if u.capaian.tercapai])
    if not fell or story not in (CeritaHitung.SEMUA, CeritaHitung.SEMUA_YANG_DINILAI):
        return []
    names = k.daftar_nama(fell) if k.bisa_disebut(fell) else k.jumlah_indikator_kata(len(fell))
    return [gabung(tulis(TOPIC, "tercapai_menurun", menurun=names))]
