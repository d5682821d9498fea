"""Analysis 5: causes and solutions, in the user's words or as marked gaps."""

from __future__ import annotations

from collections.abc import Sequence

from bot.drafting.compose.context import Konteks, ada, merge_notes, paragraf
from bot.drafting.compose.quotes import Kutipan, kutipan
from bot.drafting.compose.stories import BANYAK, CeritaTarget, cerita_target, diukur
from bot.drafting.compose.tables import baris, buat_tabel, kolom
from bot.drafting.model import BarisTabel, Block, Inlines, Lengkapi, Paragraf
from bot.drafting.narasi import Tunda, gabung, tulis
from bot.drafting.notes import CatatanIndikator
from bot.kinerja.measurement import UkuranIndikator, UkuranSasaran
from bot.kinerja.model import Teks

TOPIC = "bab3/penyebab"


def blok_penyebab(k: Konteks, s: UkuranSasaran, objek: Inlines, nomor: int) -> list[Block]:
    blocks = _sasaran(k, s)
    us = diukur(s)
    silent = [u for u in us if not _perlu(k, u)]
    told = [u for u in us if _perlu(k, u)]
    if len(us) > BANYAK:
        # A table only of those about which something was said; the others share one gap.
        words = [u for u in told if any(ada(t) for t in _isi(k, u))]
        bare = [u for u in told if u not in words]
        blocks += [_tabel(k, words, objek, nomor)] if words else []
        blocks += _daftar_kosong(
            k, [u for u in bare if u.capaian.tercapai is False], "penyebab_meleset_daftar"
        )
        blocks += _daftar_kosong(
            k, [u for u in bare if u.capaian.tercapai is not False], "penyebab_jauh_daftar"
        )
    else:
        for group in _kelompok(k, told):
            blocks += paragraf(*cerita(k, group))
    blocks += _tanpa_catatan(k, [u for u in silent if u.capaian.tercapai], "penyebab_tercapai")
    return blocks + _tanpa_catatan(k, [u for u in silent if not u.capaian.tercapai], "penyebab_belum")


def _perlu(k: Konteks, u: UkuranIndikator) -> bool:
    """Whether an indicator has words of its own, or needs some: a missed target always does."""
    return any(ada(t) for t in _isi(k, u)) or u.capaian.tercapai is False or _jauh(k, u)


def _jauh(k: Konteks, u: UkuranIndikator) -> bool:
    return cerita_target(u, k.ukuran.aturan.batas_wajar) is CeritaTarget.LAMPAU_JAUH


def _isi(k: Konteks, u: UkuranIndikator) -> tuple[Teks | None, ...]:
    note = k.catatan(u)
    pushed = u.indikator.catatan.faktor_pendorong
    return (note.penyebab, pushed, note.kendala, note.solusi, note.pic, note.batas_waktu, note.catatan)


def _kelompok(k: Konteks, us: Sequence[UkuranIndikator]) -> list[list[UkuranIndikator]]:
    """Indicators that share one note (a merged cell) are told together; silent ones each alone."""
    groups: dict[tuple[str, ...], list[UkuranIndikator]] = {}
    for u in us:
        words = tuple(t.isi.strip() if t is not None else "" for t in _isi(k, u))
        key = words if any(words) else (u.indikator.id,)
        groups.setdefault(key, []).append(u)
    return list(groups.values())


def cerita(k: Konteks, us: list[UkuranIndikator]) -> list[Inlines]:
    """What the office says about indicators with one note, and what is missing in it."""
    note = k.catatan(us[0])
    said = _kata(k, us, note)
    gap = _gap(k, us, note)
    return [*said, *([tulis(TOPIC, "lengkapi_saja", lengkapi=gap)] if gap else [])]


def _nama(k: Konteks, us: Sequence[UkuranIndikator]) -> Inlines:
    return k.daftar_nama(us) if k.bisa_disebut(us) else k.jumlah_indikator_kata(len(us))


def _kata(k: Konteks, us: list[UkuranIndikator], note: CatatanIndikator) -> list[Inlines]:
    """The notes as sentences, the first of them with the indicators' names."""
    verdicts = {u.capaian.tercapai for u in us}
    suffix = "netral"
    if verdicts in ({True}, {False}):
        suffix = "tercapai" if True in verdicts else "meleset"
    found: list[Inlines] = []

    def add(blok: str, teks: Teks | None, lanjut: str | None = None, **variables: Tunda | None) -> None:
        if teks is None or not ada(teks):
            return
        quoted = kutipan(k.cetak, teks)
        name = _blok(lanjut if found and lanjut else blok, quoted)
        found.append(tulis(TOPIC, name, nama=Tunda(lambda: _nama(k, us)), isi=quoted.isi, **variables))

    add(f"penyebab_{suffix}", note.penyebab)
    add(f"pendorong_{suffix}", us[0].indikator.catatan.faktor_pendorong, "pendorong_lanjut")
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


def _gap(k: Konteks, us: list[UkuranIndikator], note: CatatanIndikator) -> Lengkapi | None:
    """What evaluators will miss in what was said."""
    missed = [u for u in us if u.capaian.tercapai is False]
    # A remark of the table need not be a cause; what the user typed about the indicator is taken as one.
    typed = k.notes.indikator.get(us[0].indikator.id)
    remark = typed is not None and ada(typed.catatan)
    cause = ada(note.penyebab) or ada(note.kendala) or remark
    if missed:
        name = _nama(k, missed)
        if not cause:
            blok = "penyebab_saja" if ada(note.solusi) else "penyebab_meleset"
            return k.lengkapi(blok, nama=name)
        if not ada(note.solusi) and not remark:
            return k.lengkapi("solusi", nama=name)
        if ada(note.solusi) and not (ada(note.pic) and ada(note.batas_waktu)):
            return k.lengkapi("pic", nama=name)
        return None
    far = [u for u in us if _jauh(k, u)]
    if far and not cause and not ada(note.catatan) and not ada(us[0].indikator.catatan.faktor_pendorong):
        return k.lengkapi("penyebab_jauh", nama=_nama(k, far))
    return None


def _tabel(k: Konteks, us: list[UkuranIndikator], objek: Inlines, nomor: int) -> Block:
    """With many indicators a table reads better than a paragraph for each."""
    columns = [
        kolom("no", "no"),
        kolom("indikator", "nama"),
        kolom("penyebab", "uraian"),
        kolom("penghambat", "uraian"),
        kolom("tindak_lanjut", "uraian"),
        kolom("pic", "kata"),
        kolom("batas_waktu", "kata"),
    ]
    rows = [_row(k, u, n) for n, u in enumerate(us, 1)]
    judul = tulis("tabel", "judul_penyebab", nama=objek)
    return buat_tabel(k, judul, columns, rows, id_=f"penyebab.{nomor}", sumber="sumber_saja", tetap=(2,))


def _row(k: Konteks, u: UkuranIndikator, n: int) -> BarisTabel:
    note = k.catatan(u)
    missed = u.capaian.tercapai is False
    cause = [t for t in (note.penyebab, u.indikator.catatan.faktor_pendorong, note.catatan) if ada(t)]

    def cell(teks: Teks | None, gap: str | None) -> Inlines:
        if teks is not None and ada(teks):
            return k.cetak.kutip(teks)
        return (k.lengkapi(gap),) if gap else tulis("tabel", "strip")

    silent = not cause and not ada(note.kendala)
    first = gabung(*(k.cetak.kutip(t) for t in cause if t is not None))
    if not first:
        wanted = "penyebab_singkat" if missed else ("penyebab_jauh_singkat" if _jauh(k, u) else None)
        first = cell(None, wanted if silent else None)
    return baris(
        (k.cetak.hitungan_nomor(n),),
        k.cetak.nama_tabel(u),
        first,
        cell(note.kendala, None),
        cell(note.solusi, "solusi_singkat" if missed and not silent else None),
        cell(note.pic, "pic_singkat" if missed and ada(note.solusi) else None),
        cell(note.batas_waktu, "batas_waktu" if missed and ada(note.solusi) else None),
    )


def _daftar_kosong(k: Konteks, us: list[UkuranIndikator], blok: str) -> list[Block]:
    """Indicators that need a cause and have none: one gap, then their names with what was reached."""
    if not us:
        return []
    blocks = paragraf(tulis(TOPIC, "lengkapi_daftar", lengkapi=k.lengkapi(blok)))
    return blocks + [Paragraf(_entri(k, u), "butir") for u in us]


def _entri(k: Konteks, u: UkuranIndikator) -> Inlines:
    hasil = k.cetak.persen(u.capaian.hasil) if u.capaian.hasil else None
    return tulis(TOPIC, "entri", nama=k.nama(u), capaian=hasil)


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
    own = {t.isi for u in s.indikator for t in _isi(k, u) if t is not None}
    found: list[Inlines] = []
    for blok, teks in (
        ("sasaran_pendorong", note.penyebab or table.faktor_pendorong),
        ("sasaran_kendala", note.kendala),
        ("sasaran_solusi", note.solusi),
        ("sasaran_catatan", note.catatan),
    ):
        if teks is None or not ada(teks) or teks.isi in own:
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
