"""Analysis 5: causes and solutions, in the user's words or as marked gaps."""

from __future__ import annotations

from bot.drafting.compose.cerita import CeritaTarget, cerita_target, diukur
from bot.drafting.compose.konteks import Konteks, ada, merge_notes, paragraf
from bot.drafting.compose.kutipan import Kutipan, kutipan
from bot.drafting.model import Block, Inlines
from bot.drafting.narasi import Tunda, gabung, tulis
from bot.drafting.notes import CatatanIndikator
from bot.kinerja.measurement import UkuranIndikator, UkuranSasaran
from bot.kinerja.model import Teks

TOPIC = "bab3/penyebab"


def blok_penyebab(k: Konteks, s: UkuranSasaran) -> list[Block]:
    blocks = _sasaran(k, s)
    quiet: list[UkuranIndikator] = []
    open_: list[UkuranIndikator] = []
    for u in diukur(s):
        sentences = cerita(k, u)
        if sentences:
            blocks += paragraf(*sentences)
        elif u.capaian.tercapai:
            quiet.append(u)
        else:
            open_.append(u)
    blocks += _tanpa_catatan(k, quiet, "penyebab_tercapai")
    return blocks + _tanpa_catatan(k, open_, "penyebab_belum")


def cerita(k: Konteks, u: UkuranIndikator) -> list[Inlines]:
    """What the office says about one indicator, and what is missing in it; empty where nothing is due."""
    note = k.catatan(u)
    said = _kata(k, u, note)
    gap = _gap(k, u, note)
    return [*said, *([tulis(TOPIC, "lengkapi_saja", lengkapi=gap)] if gap else [])]


def _kata(k: Konteks, u: UkuranIndikator, note: CatatanIndikator) -> list[Inlines]:
    """The notes as sentences, the first of them with the indicator's name."""
    met = u.capaian.tercapai
    suffix = "netral" if met is None else ("tercapai" if met else "meleset")
    found: list[Inlines] = []

    def add(blok: str, teks: Teks | None, lanjut: str | None = None, **variables: object) -> None:
        if teks is None or not ada(teks):
            return
        quoted = kutipan(k.cetak, teks)
        name = lanjut if found and lanjut else blok
        found.append(tulis(TOPIC, _blok(name, quoted), nama=k.nama_tunda(u), isi=quoted.isi, **variables))

    pushed = u.indikator.catatan.faktor_pendorong
    add(f"penyebab_{suffix}", note.penyebab)
    add(f"pendorong_{suffix}", pushed)
    add("kendala", note.kendala, "kendala_lanjut")
    add(
        "solusi",
        note.solusi,
        "solusi_lanjut",
        pic=_kecil(k, note.pic),
        batas_waktu=_kecil(k, note.batas_waktu),
    )
    add("catatan", note.catatan, "catatan_lanjut")
    return found


def _blok(name: str, quoted: Kutipan) -> str:
    """Notes that cannot be joined to the sentence follow a colon."""
    joined = name.startswith(("pendorong", "penyebab", "kendala")) and not name.endswith("netral")
    return name if not joined or quoted.menyambung else f"{name}_kalimat"


def _kecil(k: Konteks, teks: Teks | None) -> Tunda | None:
    if teks is None or not ada(teks):
        return None
    return Tunda(lambda: kutipan(k.cetak, teks).isi)


def _gap(k: Konteks, u: UkuranIndikator, note: CatatanIndikator) -> object | None:
    """What evaluators will miss in what was said."""
    story = cerita_target(u, k.ukuran.aturan.batas_wajar)
    cause = ada(note.penyebab) or ada(note.kendala) or ada(note.catatan)
    if u.capaian.tercapai is False:
        if not cause and not ada(note.solusi):
            return k.lengkapi("penyebab_meleset", nama=k.nama(u))
        if not cause:
            return k.lengkapi("penyebab_saja", nama=k.nama(u))
        if not ada(note.solusi) and not ada(note.catatan):
            return k.lengkapi("solusi", nama=k.nama(u))
        if ada(note.solusi) and not (ada(note.pic) and ada(note.batas_waktu)):
            return k.lengkapi("pic", nama=k.nama(u))
        return None
    said = cause or ada(u.indikator.catatan.faktor_pendorong)
    if story is CeritaTarget.LAMPAU_JAUH and not said:
        return k.lengkapi("penyebab_jauh", nama=k.nama(u))
    return None


def _tanpa_catatan(k: Konteks, quiet: list[UkuranIndikator], blok: str) -> list[Block]:
    """One gap for all indicators of a kind of which nothing was said."""
    if not quiet:
        return []
    if k.bisa_disebut(quiet):
        gap = k.lengkapi(blok, daftar=k.daftar_nama(quiet))
    else:
        gap = k.lengkapi(f"{blok}_banyak", blok)
    return paragraf(tulis(TOPIC, "lengkapi_saja", lengkapi=gap))


def _sasaran(k: Konteks, s: UkuranSasaran) -> list[Block]:
    """Notes that the table or the user gives for the sasaran as a whole."""
    table = s.sasaran.catatan
    note = merge_notes(table, k.notes.sasaran.get(s.sasaran.id))
    own = {id(t) for u in s.indikator for t in _cells(u)}
    found: list[Inlines] = []
    for blok, teks in (
        ("sasaran_pendorong", table.faktor_pendorong or note.penyebab),
        ("sasaran_kendala", note.kendala),
        ("sasaran_solusi", note.solusi),
        ("sasaran_catatan", note.catatan),
    ):
        if teks is None or not ada(teks) or id(teks) in own:
            continue
        found.append(
            tulis(
                TOPIC,
                blok,
                isi=kutipan(k.cetak, teks).isi,
                pic=_kecil(k, note.pic),
                batas_waktu=_kecil(k, note.batas_waktu),
            )
        )
    return paragraf(gabung(*found))


def _cells(u: UkuranIndikator) -> tuple[Teks | None, ...]:
    c = u.indikator.catatan
    return (c.faktor_pendorong, c.faktor_penghambat, c.solusi, c.keterangan)
