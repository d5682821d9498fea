"""What kind of answer a question asks for, by rules over steering words, and which statements would give it.

The rules are about the language, not about single questions: a cue is a question word, a modal, an imperative
or a noun that asks ("tenggat", "beda", "dasar hukum").  Each cue has a strength; the strongest names the first
kind, and a second kind is kept where another clause has a cue of its own ("dikirim ke siapa dan kapan").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.answering.model import Ragam
from knowledge.model import Aspek

STRONG, MIDDLE, WEAK = 3.0, 2.0, 1.0
_END = r"(?=\s*(?:\?|$))"
_NEXT = r"(?:\S+\s+){0,3}?"


@dataclass(frozen=True, slots=True)
class Isyarat:
    """A cue: where it matches (standard words, see wording.steer) and what it asks for."""

    pola: re.Pattern[str]
    ragam: Ragam
    kuat: float
    aspek: tuple[Aspek, ...] = ()
    """Narrower than the kind's own, where the cue says so."""


def _cue(pattern: str, ragam: Ragam, strength: float, *aspek: Aspek) -> Isyarat:
    return Isyarat(re.compile(rf"\b(?:{pattern})(?!\w)"), ragam, strength, aspek)


ISYARAT: tuple[Isyarat, ...] = (
    # The order matters: what an earlier cue matched is not looked at by later ones.
    _cue(r"(?:apa |apakah )?(?:yang menjadi |yang jadi |jadi )?(?:perbedaan|dibanding\w*|versus|vs)", Ragam.BEDA, 4.0),
    _cue(r"(?:apakah|apa) (?:\S+ ){1,5}sama (?:dengan|kayak|seperti|saja)|sama tidak|sama saja (?:tidak|dengan)",
         Ragam.BEDA, 3.2),
    _cue(r"hubungan\w*|kaitan\w*|keterkaitan\w*|keterkaitan|relasi\w*|korelasi", Ragam.HUBUNGAN, 3.4),
    _cue(r"kutip\w*|bunyi\w*|tulis\w* (?:isi|teks) (?=pasal|lampiran)|teks (?:asli|lengkap)|isi (?:dari )?(?=pasal|ayat|lampiran (?:i|1|2|3)\b)"
         r"|(?=pasal \d+ (?:ayat \S+ )?(?:\S+ ){0,5}(?:isinya|berisi|memuat|mengatur|tentang|ngatur) ?(?:apa|$))",
         Ragam.KUTIP, 3.4),
    _cue(r"di ?mana (?:\S+ ){0,3}?(?:di)?(?:atur|sebut|tulis|muat|tetapkan|jelaskan)\w*|dasar hukum\w*|(?:apa )?dasar(?: aturan\w*| peraturan\w*)?"
         r" (?=apa|mana|\?|$|untuk|nya)|dasar apa|landasan\w*|landasan hukum\w*", Ragam.DI_MANA, 3.2, Aspek.DASAR),
    _cue(r"(?:di |dalam |pada )(?:pasal|lampiran|bab|halaman|huruf|ayat|bagian) (?:berapa|mana|apa)"
         r"|(?:pasal|lampiran|halaman|hlm|huruf|ayat)(?: dan \w+)? (?:berapa|mana)|(?:pasal|lampiran|huruf) apa(?=\s*\?|$)"
         r"|diatur (?:di |dalam |pada |oleh )?(?:mana|apa|peraturan)"
         r"|(?:aturan|peraturan|regulasi|ketentuan|permen|undang-undang|uu|pp|perpres)(?:nya)? (?:mana|apa|yang mana|nomor berapa)"
         r"|(?:peraturan|aturan|regulasi|ketentuan)(?:nya)? (?:apa )?yang mengatur|yang mengatur|rujukan\w*|diatur" + _END,
         Ragam.DI_MANA, 3.2),
    _cue(r"(?:rumus\w*|formula\w*|cara (?:meng)?hitung\w*|(?:meng)?hitung\w* (?=bagaimana|\?|$)|bagaimana (?:\S+ ){0,2}(?:meng|di)?hitung\w*"
         r"|perhitungan\w* (?=bagaimana|\?|$))", Ragam.RUMUS, 3.6),
    _cue(r"(?:sanksi|hukuman|denda|punishment|konsekuensi|risiko)\w*|dihukum|dipotong|kena apa|akibat(?:nya)? (?=kalau|jika|tidak|apa|menurut|hukum)|akibatnya|ada(?: kah)? akibat\w*"
         r"|apa akibat\w*|(?=(?:telat|terlambat|tidak (?:\S+ ){1,3}) ?(?:\S+ ){0,3}(?:kena|diapakan|bagaimana))",
         Ragam.SANKSI, 3.4),
    _cue(r"(?:apakah |apa )?(?:masih|sudah tidak|sudah|tidak) (?:ber)?laku\w*(?: tidak| belum)?|(?:apakah |apa )?(?:masih|sudah) (?:di)?(?:pakai|gunakan|cabut|ganti|ubah)\w*"
         r"|dicabut(?: tidak| belum| oleh)?|mencabut|diganti\w* (?:oleh |dengan )?(?:apa|peraturan)?|digantikan\w*|pengganti\w*|status\w* (?=berlaku|hukum|peraturan|perm|pp|perpres|uu)"
         r"|(?:mulai |sejak kapan )?berlaku(?:nya)?(?: sejak| mulai| kapan| efektif)+", Ragam.STATUS, 3.3),
    _cue(r"(?:berapa kali|seberapa sering|sering\w* berapa|frekuensi\w*|(?:setiap|tiap)(?: \S+)? berapa|berapa (?:bulan|triwulan|tahun|minggu) sekali"
         r"|(?:setiap|tiap) apa)", Ragam.FREKUENSI, 3.3),
    _cue(r"(?:dalam|pada) (?:kondisi|keadaan|hal|situasi) apa(?: saja)?|(?:apa )?(?:saja )?syarat\w*|kondisi apa(?: saja)?|keadaan apa(?: saja)?|kapan (?=(?:\S+ ){0,2}(?:boleh|bisa|dapat|perlu) )",
         Ragam.APA_SAJA, 3.3, Aspek.SYARAT),
    _cue(r"(?:paling lambat |paling telat |batas\w* |sampai |sejak |mulai )?kapan(?: paling lambat| batas\w*)?|tenggat\w*|deadline\w*|jatuh tempo"
         r"|batas(?:nya)? (?:waktu|akhir|pengumpulan|penyampaian|kirim)\w*|(?:tanggal|bulan|jam|hari) berapa|(?:paling (?:lambat|telat|lama)|maksimal(?= kapan| tanggal| bulan))(?: berapa| kapan| tanggal)*|berapa lama|berapa (?:hari|bulan)|jadwal\w*"
         r"|waktu (?:penyampaian|pengiriman|penyusunan|pelaporan)\w*", Ragam.TENGGAT, 3.3),
    _cue(r"(?:ke|kepada|buat|untuk|pada) (?:siapa|instansi mana|pihak mana|mana)(?: saja)?|(?:siapa|pihak) (?:\S+ ){0,2}(?:penerima|menerima)\w*|penerima\w*"
         r"|(?:di)?(?:kirim|sampaikan|serahkan|lapor\w*|setor)\w* ke(?:pada)?(?= mana| siapa|\s*\?|\s*$)", Ragam.KEPADA_SIAPA, 3.3),
    _cue(r"(?:oleh )?siapa(?: saja| yang)*|(?:pihak|pejabat|instansi|lembaga|unit|tim|bagian) (?:mana|apa)(?: saja| yang)*|penanggung ?jawab\w*|pelaksana(?:nya)?(?= reviu| pengukuran|\s*\?|\s*$)"
         r"|(?:penyusun|pembuat|penanda tangan|pereviu)(?:nya)?(?= (?:\S+ ){0,4}\?|\s*$)", Ragam.SIAPA, 3.2),
    _cue(r"predikat\w*", Ragam.PREDIKAT, 2.6),
    _cue(r"kategori\w*|(?:masuk|tergolong) (?:kategori )?(?:apa|mana)", Ragam.KATEGORI, 2.4),
    _cue(r"(?:bagaimana |apa )?(?:langkah|tahap|prosedur|alur|mekanisme|tata ?cara|proses)\w*(?: apa saja)?|urutan\w*|cara(?:nya)?|bagaimana (?:cara|caranya)|how (?:to|do)",
         Ragam.LANGKAH, 3.0),
    _cue(r"(?:format|sistematika|outline|kerangka|struktur|susunan|bentuk|formulir|kolom|template|templat|daftar isi|layout)(?:nya)?(?: apa saja| apa| seperti apa| bagaimana)?",
         Ragam.FORMAT, 2.9),
    _cue(r"(?:isi|muatan|materi)(?:nya)?(?: apa saja| apa)?|(?:ber|di)?isi(?:kan)?(?: apa(?: saja)?)|berisi|memuat(?: apa saja| apa)?|(?:harus )?ada apa saja",
         Ragam.FORMAT, 2.7),
    _cue(r"(?:apa |apakah )?(?:yang )?(?:dimaksud|maksud)(?: dengan)?|(?:definisi|pengertian|arti|kepanjangan|singkatan)(?:nya)?|singkatan dari|apakah itu|apa itu"
         r"|(?<=itu )apa(?: sih| ya)*" + _END + r"|adalah apa|what is|what are|meaning", Ragam.DEFINISI, 3.0),
    _cue(r"(?:apa )?tujuan\w*|(?:untuk|buat) apa|manfaat\w*|kegunaan\w*|gunanya|fungsi\w*|maksud dan tujuan|mengapa|alasan\w*", Ragam.TUJUAN, 2.9),
    _cue(r"(?:mulai|minimal|maksimal|rentang\w*|bobot\w*|batas\w*) (?:\S+ ){0,2}?berapa|berapa (?:persen|nilai\w*|skor\w*|bobot\w*|poin)|bobot\w*",
         Ragam.BERAPA, 2.95, Aspek.SKALA, Aspek.DAFTAR),
    _cue(r"berapa(?: banyak| jumlah\w*| buah| macam| jenis)?|jumlah\w*|banyaknya|how many", Ragam.BERAPA, 2.8),
    _cue(r"apa sih|apa ya(?=\s*\?|$)|apa(?: sih| ya)*" + _END, Ragam.DEFINISI, 1.5),
    _cue(r"apa saja|mana saja|(?:apa )?yang mana saja|sebut\w*|daftar\w*|unsur\w*|komponen\w*|meliputi\w*|mencakup|terdiri\w*|macam\w*|kriteria\w*|butir\w*|poin\w*|ruang lingkup|lingkup\w*|cakupan\w*",
         Ragam.APA_SAJA, 2.9),
)  # fmt: skip

_MODAL = re.compile(
    r"(?<!\byang )(?<!\btidak yang )\b(?P<modal>boleh|bisa|dapat|harus|wajib|perlu|memang|benar|cukup|sudah|berlaku|termasuk|ada|disuruh|dilarang|diatur|diperlukan)"
    r"(?P<kah> kah)?(?P<tag>(?: \S+){0,8}? (?:tidak|belum|kan)(?=\s*(?:\?|,|$|sih|ya|saja|kalau|bila|menurut|untuk))| tidak(?= )| tidaknya)?"
)
_TAG = re.compile(
    r"\b(?:tidak|belum|kan|bukan|benarkah)(?: sih| ya| kah)*\s*(?:\?|$|,)|\b(?:benar|benar kah|betul) tidak\b|\bapakah\b|\bmasa\b|\bmemang\b"
)
_WH = re.compile(r"\b(?:kapan|siapa|berapa|bagaimana|apa saja|di mana|ke mana|mana|mengapa|apa)\b")
_WHICH = re.compile(r"(?<=\bdalam )(\w+) apakah\b|(?<=\bpada )(\w+) apakah\b|(?<=\boleh )(\w+) apakah\b|(?<=\bdi )(\w+) apakah\b")
"""Formal "dalam rapat apakah" asks which one, not whether."""
_ASPEK_OF_MODAL: dict[str, tuple[Aspek, ...]] = {
    "boleh": (Aspek.BOLEH, Aspek.BENAR), "bisa": (Aspek.BOLEH, Aspek.BENAR), "dapat": (Aspek.BOLEH, Aspek.BENAR),
    "dilarang": (Aspek.BOLEH,), "harus": (Aspek.WAJIB, Aspek.BENAR), "wajib": (Aspek.WAJIB, Aspek.BENAR),
    "perlu": (Aspek.WAJIB, Aspek.BENAR), "disuruh": (Aspek.WAJIB, Aspek.BENAR),
    "diperlukan": (Aspek.WAJIB, Aspek.BENAR), "cukup": (Aspek.BENAR, Aspek.BOLEH, Aspek.WAJIB),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Jenis_:
    """A kind found in a question, with the aspects that its cue narrows it to."""

    ragam: Ragam
    kuat: float
    mulai: int
    aspek: tuple[Aspek, ...] = ()


ASPEK: Mapping[Ragam, Mapping[Aspek, float]] = {
    Ragam.DEFINISI: {Aspek.DEFINISI: 1.0, Aspek.ISI: 0.3, Aspek.HUBUNGAN: 0.2},
    Ragam.TUJUAN: {Aspek.TUJUAN: 1.0, Aspek.HUBUNGAN: 0.4, Aspek.DASAR: 0.3},
    Ragam.TENGGAT: {Aspek.TENGGAT: 1.0, Aspek.FREKUENSI: 0.4, Aspek.STATUS: 0.3, Aspek.SYARAT: 0.2},
    Ragam.FREKUENSI: {Aspek.FREKUENSI: 1.0, Aspek.TENGGAT: 0.5, Aspek.JUMLAH: 0.3},
    Ragam.SIAPA: {Aspek.PELAKU: 1.0, Aspek.PENANDATANGAN: 0.8, Aspek.PENERIMA: 0.4, Aspek.DAFTAR: 0.6, Aspek.DEFINISI: 0.5},
    Ragam.KEPADA_SIAPA: {Aspek.PENERIMA: 1.0, Aspek.PELAKU: 0.2},
    Ragam.BERAPA: {Aspek.JUMLAH: 1.0, Aspek.DAFTAR: 0.8, Aspek.SKALA: 0.6, Aspek.TENGGAT: 0.3, Aspek.ISI: 0.5,
                   Aspek.KOLOM: 0.4, Aspek.SYARAT: 0.3, Aspek.SANKSI: 0.3},
    Ragam.APA_SAJA: {Aspek.DAFTAR: 1.0, Aspek.ISI: 0.9, Aspek.SYARAT: 0.6, Aspek.KOLOM: 0.7, Aspek.TUJUAN: 0.5,
                     Aspek.JUMLAH: 0.6, Aspek.LANGKAH: 0.6, Aspek.PELAKU: 0.4, Aspek.PENERIMA: 0.4},
    Ragam.LANGKAH: {Aspek.LANGKAH: 1.0, Aspek.DAFTAR: 0.5, Aspek.RUMUS: 0.4, Aspek.ISI: 0.4, Aspek.SYARAT: 0.4,
                    Aspek.PELAKU: 0.2},
    Ragam.BOLEHKAH: {Aspek.BOLEH: 1.0, Aspek.WAJIB: 1.0, Aspek.BENAR: 1.0, Aspek.TIDAK_DIATUR: 0.6,
                     Aspek.SYARAT: 0.5, Aspek.SANKSI: 0.2, Aspek.STATUS: 0.3},
    Ragam.BEDA: {Aspek.BEDA: 1.0, Aspek.HUBUNGAN: 0.6, Aspek.DEFINISI: 0.7},
    Ragam.HUBUNGAN: {Aspek.HUBUNGAN: 1.0, Aspek.BEDA: 0.5, Aspek.DASAR: 0.3, Aspek.DEFINISI: 0.2},
    Ragam.DI_MANA: {Aspek.DASAR: 1.0, Aspek.STATUS: 0.2, Aspek.TIDAK_DIATUR: 0.3},
    Ragam.FORMAT: {Aspek.ISI: 1.0, Aspek.DAFTAR: 0.8, Aspek.KOLOM: 0.9, Aspek.LANGKAH: 0.2},
    Ragam.PREDIKAT: {Aspek.SKALA: 1.0, Aspek.DAFTAR: 0.4},
    Ragam.KATEGORI: {Aspek.SKALA: 1.0, Aspek.DAFTAR: 0.4, Aspek.TIDAK_DIATUR: 0.6},
    Ragam.RUMUS: {Aspek.RUMUS: 1.0, Aspek.LANGKAH: 0.4, Aspek.TIDAK_DIATUR: 0.7},
    Ragam.KUTIP: {},
    Ragam.SANKSI: {Aspek.SANKSI: 1.0, Aspek.TIDAK_DIATUR: 0.8},
    Ragam.STATUS: {Aspek.STATUS: 1.0, Aspek.TENGGAT: 0.3, Aspek.BENAR: 0.5, Aspek.HUBUNGAN: 0.2},
    Ragam.UMUM: {},
}  # fmt: skip
"""Which aspects answer a kind, and how well (1 exactly)."""


def recognise(steered: str) -> tuple[Jenis_, ...]:
    """The kinds that a question asks for, most likely first; empty where no cue is found.

    ``steered`` is the question as :func:`bot.answering.wording.steer` writes it.
    """
    taken = [False] * len(steered)
    found: list[Jenis_] = []
    for cue in ISYARAT:
        for match in cue.pola.finditer(steered):
            start, end = match.span()
            if any(taken[start : max(end, start + 1)]):
                continue
            taken[start:end] = [True] * (end - start)
            found.append(Jenis_(cue.ragam, cue.kuat, start, cue.aspek))
    found += _yes_or_no(steered, found)
    # Of equal strength the earlier one is the main question.
    best: dict[Ragam, Jenis_] = {}
    for kind in sorted(found, key=lambda k: (-k.kuat, k.mulai)):
        best.setdefault(kind.ragam, kind)
    return tuple(best.values())


def _yes_or_no(steered: str, found: list[Jenis_]) -> list[Jenis_]:
    """The cue for a yes-or-no question, if there is one.

    A modal alone is weak evidence: "kapan LKj harus dikirim" has one.  With ``-kah``, a tag ("… tidak?",
    "… belum?") or "apakah" and without a question word in the same clause it is the question itself.
    """
    kinds: list[Jenis_] = []
    for start, clause in _clauses(steered):
        clause = _WHICH.sub(" apa ", clause)
        modal = _MODAL.search(clause)
        tag = _TAG.search(clause)
        asks = _WH.search(re.sub(r"\b(?:apakah|apa kah)\b", " ", clause))
        wh_cue = any(
            start <= k.mulai < start + len(clause) and k.kuat >= 2.8 and k.ragam not in _CARRIED
            for k in found
        )
        if not modal and not tag:
            continue
        marked = bool(tag or (modal and (modal["kah"] or modal["tag"])))
        aspek = _ASPEK_OF_MODAL.get(modal["modal"], ()) if modal else (Aspek.BENAR, Aspek.WAJIB, Aspek.BOLEH)
        if marked and not (asks and wh_cue):
            kuat = 3.5
        elif modal and not asks and not wh_cue:
            kuat = 2.0
        elif marked:
            kuat = 1.5
        else:
            continue
        kinds.append(Jenis_(Ragam.BOLEHKAH, kuat, start + (modal.start() if modal else 0), aspek))
    return kinds


_CARRIED = frozenset({Ragam.FORMAT, Ragam.TUJUAN, Ragam.APA_SAJA, Ragam.LANGKAH, Ragam.SANKSI, Ragam.STATUS,
                      Ragam.KATEGORI, Ragam.PREDIKAT, Ragam.RUMUS, Ragam.DI_MANA, Ragam.HUBUNGAN, Ragam.SIAPA})  # fmt: skip
"""Kinds whose cue may also be a mere noun in a yes-or-no question ("apakah ada sanksi")."""
_BREAK = re.compile(r"[?,;]|\b(?:dan|serta|lalu|terus|tetapi)\b")


def _clauses(steered: str) -> list[tuple[int, str]]:
    parts: list[tuple[int, str]] = []
    start = 0
    for match in re.finditer(r"\?|;", steered):
        if steered[start : match.start()].strip():
            parts.append((start, steered[start : match.end()]))
        start = match.end()
    if steered[start:].strip():
        parts.append((start, steered[start:]))
    return parts


def two_questions(steered: str, kinds: tuple[Jenis_, ...]) -> tuple[Jenis_, ...]:
    """The one or two kinds that are really asked: a second needs a clause, or a list, of its own."""
    if not kinds:
        return ()
    first = kinds[0]
    if first.ragam is Ragam.BOLEHKAH and _EXISTS.search(steered):
        # "Ada sanksinya tidak?" wants to hear of the sanction, or that there is none.
        named = next((k for k in kinds[1:] if k.ragam in _THINGS), None)
        if named:
            return (named,)
    if first.ragam is Ragam.BOLEHKAH and _ONLY_TAG.search(steered):
        return (first,)
    for other in kinds[1:]:
        low, high = sorted((first.mulai, other.mulai))
        apart = _BREAK.search(steered[low:high])
        if apart and other.kuat >= 2.7 and (first.ragam, other.ragam) not in _SAME_QUESTION:
            return tuple(sorted((first, other), key=lambda k: k.mulai))
    return (first,)


_EXISTS = re.compile(r"\bada(?: kah)?\b|\bmengatur\b|\bdiatur\b")
_THINGS = frozenset({Ragam.SANKSI, Ragam.RUMUS})
_ONLY_TAG = re.compile(r"(?:^|[,?;] )(?:apakah |apa )?(?:itu )?(?:benar|betul|iya|ya|memang)(?: kah| kan| tidak| sih| begitu| itu| ya)*\s*\??\s*$")
"""A clause that is nothing but "is that so?": what stands before it is the claim, no second question."""
_SAME_QUESTION = frozenset({
    (Ragam.APA_SAJA, Ragam.FORMAT), (Ragam.FORMAT, Ragam.APA_SAJA), (Ragam.BEDA, Ragam.DEFINISI),
    (Ragam.BEDA, Ragam.HUBUNGAN), (Ragam.SIAPA, Ragam.APA_SAJA), (Ragam.KUTIP, Ragam.FORMAT),
    (Ragam.KUTIP, Ragam.APA_SAJA), (Ragam.BEDA, Ragam.TUJUAN), (Ragam.BEDA, Ragam.FORMAT),
    (Ragam.BERAPA, Ragam.APA_SAJA), (Ragam.APA_SAJA, Ragam.BERAPA), (Ragam.RUMUS, Ragam.LANGKAH),
})  # fmt: skip
"""Two cues that ask one thing."""
