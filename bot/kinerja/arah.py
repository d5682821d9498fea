"""The direction of an indicator: the higher the better (``naik``) or the lower the better (``turun``).

Read from a polarity column, else from the words of the indicator.  A bad thing
(stunting, temuan) makes ``turun``, unless the words say that it is being
handled, reduced or avoided (``temuan yang ditindaklanjuti``, ``penurunan angka
kemiskinan``).  Where the words tell nothing, nothing is claimed.
"""

from __future__ import annotations

import re

from bot.kinerja.model import Arah, AsalArah

_MAX = 400

_KOLOM_SEMAKIN = re.compile(
    r"\b(?:semakin|makin) (tinggi|besar|banyak|naik|cepat|rendah|kecil|sedikit|turun|lambat)\b.{0,60}?"
    r"\b(?:semakin|makin) (baik|bagus|tinggi|besar|buruk|jelek|rendah|kecil|tidak baik|kurang baik)\b"
)
_PLUS = frozenset(["tinggi", "besar", "banyak", "naik", "baik", "bagus", "cepat"])
_KOLOM_TURUN = re.compile(
    r"minimi[sz]|minimal|minimum|\bmin\b|negati[fv]|\bturun\b|menurun|lower|smaller|decrease|less|\brendah\b|"
    r"\bkecil\b|berkurang|[↓▼⬇⇩↘]|down"
)
_KOLOM_NAIK = re.compile(
    r"maximi[sz]|maksimi|maksimal|maximum|\bmaks?\b|\bmax\b|positi[fv]|\bnaik\b|meningkat|higher|larger|increase|"
    r"\bmore\b|\btinggi\b|\bbesar\b|bertambah|[↑▲⬆⇧↗]|\bup\b"
)


def _any(words: str) -> re.Pattern[str]:
    """Alternatives from a list of words and phrases, on word starts."""
    return re.compile(r"\b(?:" + "|".join(" ".join(w.split()) for w in words.split(";") if w.strip()) + ")")


# Things of which less is better.
_BURUK = _any(
    r"""kemiskinan; penduduk miskin; keluarga miskin; orang miskin; stunting; stunted; wasting;
    underweight; gizi buruk; gizi kurang; balita kurus; bblr; anemia; kematian; mortalitas; kesakitan;
    morbiditas; prevalensi; insiden; incidence; angka kejadian; penyakit; penderita; pengangguran;
    penganggur; tpt\b; temuan\b; gini\b; ketimpangan; kesenjangan; disparitas; williamson; inflasi;
    pelanggaran; kriminalitas; kejahatan; tindak pidana; kasus\b; kejadian; kebakaran; karhutla;
    bencana; korban; kerugian; kebocoran; kehilangan air; tingkat kehilangan; losses; sisa perkara;
    tunggakan; backlog; kecelakaan; fatalitas; putus sekolah; drop ?out; buta aksara; buta huruf;
    mengulang kelas; lahan kritis; kerusakan; rusak\b; degradasi; deforestasi; pencemaran; emisi;
    timbulan; polusi; titik api; hotspot; genangan; banjir; abrasi; kekeringan; longsor; keluhan;
    pengaduan; komplain; aduan; ketergantungan; beban tanggungan; indeks risiko; risiko bencana;
    unmet need; perkawinan anak; pernikahan anak; perkawinan dini; pernikahan dini; usia dini menikah;
    perceraian; kekerasan; pelecehan; perdagangan orang; penyalahgunaan; npl\b; kredit macet; defisit;
    bopo\b; icor\b; kumuh; tidak layak huni; rtlh; rutilahu; konflik; sengketa; unjuk rasa;
    demonstrasi; gangguan; kesalahan; penyimpangan; ketidak\w+; keterlambatan; terlambat; tidak tepat;
    tidak sesuai; tidak sekolah; tidak bekerja; tidak patuh; belum selesai;
    (?:tidak|belum) (?:ter|di|me|ber)\w+; mangkir; pmks; ppks; tertinggal; rawan pangan; kerawanan;
    kelaparan; ketidakcukupan; undernourishment; hama\b; serangan opt; kehilangan hasil; losis;
    total fertility; tfr\b; kelahiran remaja; asfr; laju pertumbuhan penduduk; narkoba; korupsi;
    pungutan liar; pungli; pemborosan; lelang gagal; sanggah; migrasi keluar; desa tertinggal;
    daerah tertinggal; tuna (?:sosial|susila|wisma); gelandangan; pengemis; anak jalanan; terlantar;
    telantar"""
)
# Times: the shorter the better, even where a service is named beside them.
_WAKTU = _any(
    r"""waktu tunggu; waktu tanggap; waktu respon; waktu penyelesaian; waktu pelayanan; waktu pengerjaan;
    waktu proses; waktu rata-rata; rata-rata waktu; rata-rata lama waktu; lama waktu;
    lama penyelesaian; lama proses; lama tunggu; response time; respon time; jangka waktu;
    waktu tempuh; dwelling time; durasi; lamanya"""
)
_WAKTU_TERPENUHI = _any(
    r"""tepat waktu; ketepatan; sesuai; memenuhi; kurang dari; tidak lebih; di bawah; dibawah; <; ≤;
    pencapaian; capaian waktu; cakupan; persentase; prosentase; tingkat"""
)
# Words that say that a bad thing is handled, reduced, avoided, or that someone is helped.
_DITANGANI = _any(
    r"""penurunan; menurunnya; pengurangan; berkurangnya; diturunkan; turunnya; pengentasan; terentaskan;
    dientaskan; penanganan; ditangani; tertangani; penanggulangan; ditanggulangi; tertanggulangi;
    pencegahan; dicegah; tercegah; pengendalian; dikendalikan; terkendali; mitigasi; kesiapsiagaan;
    siaga; pemadam; tangguh; ketangguhan; ketahanan; kapasitas; tindak lanjut; tindaklanjut;
    ditindaklanjuti; ditindak; penyelesaian; diselesaikan; terselesaikan; selesai; tuntas; pelayanan;
    dilayani; terlayani; layanan; mendapat; memperoleh; menerima; penerima; diberi; dibina; pembinaan;
    diberdayakan; pemberdayaan; difasilitasi; fasilitasi; dilatih; pelatihan; didampingi; pendampingan;
    diadvokasi; dimediasi; dibantu; bantuan; bantu; rehabilitasi; direhabilitasi; rehab; pemulihan;
    dipulihkan; pulih; sembuh; kesembuhan; diobati; pengobatan; keberhasilan; terungkap; diungkap;
    pengungkapan; penemuan; ditemukan; deteksi; skrining; imunisasi; bebas; terbebas; tanpa; aman\b;
    nihil; perbaikan; diperbaiki; terbangun; pembangunan; peningkatan; meningkatnya; ditingkatkan;
    pemeliharaan; pengelolaan; dikelola; terkelola; perlindungan; dilindungi; terlindungi; jaminan;
    terjamin; ketersediaan; tersedianya; tersedia; cakupan; kepatuhan; ketaatan; patuh; evakuasi;
    penyelamatan; diselamatkan; dievakuasi; direspon; ditanggapi; dijawab; respon; edukasi;
    sosialisasi; penyuluhan; pengawasan; diawasi; monitoring; penyusunan; dokumen; laporan; kajian;
    rencana; peraturan; diputus; pemenuhan; terpenuhi; tidak terjadi; tidak ada; tidak mengajukan;
    tidak mengalami; tidak melanggar; tidak berulang; tidak menimbulkan; tidak terdampak;
    tidak dibatalkan; tidak mengulang; terlibat; memiliki; menggunakan; menerapkan; diamankan;
    berfungsi; melaksanakan; menyediakan; berpartisipasi; mampu; terlatih; terbentuk; antisipasi;
    pemberantasan; pemutusan; eliminasi; eradikasi; keluar dari; pemulangan; penertiban; ditertibkan;
    ditata; penataan; normalisasi; ditetapkan; terintegrasi; teraliri; kelulusan; penghargaan;
    percepatan; terverifikasi; reintegrasi; rasio elektrifikasi; informasi rawan; kinerja; maturitas"""
)
# Scores that measure an office or a service, whatever the office is called ("… Pemadam Kebakaran").
_PASTI_NAIK = _any(
    r"""(?:nilai |indeks |predikat |skor )?(?:evaluasi )?(?:sakip|akip|lakip|lkjip)\b; indeks kepuasan;
    kepuasan; ikm\b; skm\b; survei kepuasan; reformasi birokrasi; opini\b; spbe\b; maturitas;
    kapabilitas; indeks kualitas; indeks inovasi; indeks ketahanan; indeks kapasitas;
    indeks keterbukaan; tingkat kepuasan; tingkat kepatuhan"""
)
_INGKAR = re.compile(r"(?:tidak|belum|kurang|non|gagal) $")
_TERLAKSANA = re.compile(r"^\W*(?!terjadi|terlambat)ter\w{3,}nya\b")
# "penurunan" of something good is bad.
_TURUN_BAIK = re.compile(
    r"\b(?:penurunan|pengurangan|berkurangnya|menurunnya) (?:angka |jumlah |tingkat |persentase )?"
    r"(?:kualitas|mutu|produksi|produktivitas|pendapatan|luas hutan|tutupan|fungsi|populasi|layanan|kepuasan)"
)
_PREVALENSI_BAIK = re.compile(r"\bprevalensi (?:pemakaian|penggunaan|peserta|kb\b|kontrasepsi)")
_TAHAP_BAIK = re.compile(r"\b(?:peringkat|rangking|ranking|urutan|posisi)\b")
# Words of ordinary indicators of which more is better.  Words of mere quantity (jumlah, persentase, luas) are
# not among them: "persentase jalan berlubang" begins like "persentase jalan mantap".
_BAIK = _any(
    r"""indeks; index; nilai; skor; cakupan; opini; predikat; kategori; level; maturitas;
    kapabilitas; akreditasi; kepuasan; kepatuhan; partisipasi; pertumbuhan; produksi; produktivitas;
    pendapatan; pdrb; pad\b; kontribusi; kapasitas; harapan hidup; harapan lama sekolah; lama
    sekolah; melek; umur harapan; usia harapan; angka partisipasi; apk\b; apm\b; aps\b; ipm\b; rasio
    kemandirian; elektrifikasi; meningkatnya; terlaksana; tersedia; terpenuhi; terwujud; terbangun;
    terselenggara; tersusun; peningkatan; ketersediaan; keterbukaan; kemantapan; mantap; kunjungan;
    wisatawan; investasi; ekspor; nilai tukar; ntp\b; daya beli; konsumsi; tingkat ketepatan;
    ketepatan; kesesuaian; kualitas; kesejahteraan; kebahagiaan; ketahanan; kemandirian; inovasi;
    digital; spbe; sakip; akip; reformasi birokrasi; realisasi; serapan; penyerapan; capaian;
    lulusan; kelulusan; prestasi; medali; keberhasilan; tingkat penyelesaian; pemenuhan; angka
    kelulusan; tingkat hunian; okupansi; lama tinggal; penanganan; penyelesaian; pelayanan; angka
    penemuan; angka melanjutkan; tingkat kemantapan; aksesibilitas; konektivitas; omzet; laba;
    baik\b; sesuai; tertib; disiplin; selaras; keselarasan; standar; memenuhi; berbasis; penerapan;
    penggunaan; transaksi; non ?tunai; kerja ?sama; berita acara; paket; unit\b; data\b; informasi;
    perangkat; aktif; keikutsertaan; laik\b; wirausaha; secara elektronik; lengkap; sehat; layak;
    cepat; lancar; lulus; bersertifika\w*; berizin; berprestasi; berkualitas; berakreditasi;
    terakreditasi; yang (?:di|ter|me|ber)-?\w+; tutupan; ruang terbuka; akses\b dividen; rasio guru;
    rasio dokter; rasio tenaga; rasio puskesmas; rasio posyandu; rasio elektrifikasi; rasio penduduk
    ber; rasio wirausaha; dokumen; laporan"""
)


def infer_arah(nama: str, kolom_text: str | None = None) -> tuple[Arah | None, AsalArah]:
    """Direction from a polarity column's cell, then from the indicator's name.

    Returns (None, ANGGAPAN) where neither tells: the caller then assumes ``naik`` and asks.
    """
    column = arah_kolom(kolom_text)
    if column is not None:
        return column, AsalArah.KOLOM
    name = arah_nama(nama)
    return (None, AsalArah.ANGGAPAN) if name is None else (name, AsalArah.NAMA)


def arah_kolom(teks: str | None) -> Arah | None:
    """Direction in a polarity cell (``Maximize``, ``negatif``, ``semakin rendah semakin baik``, ``↓``)."""
    if not teks:
        return None
    key = " ".join(teks[:_MAX].casefold().split())
    match = _KOLOM_SEMAKIN.search(key)
    if match:
        same = (match.group(1) in _PLUS) == (match.group(2) in _PLUS)
        return Arah.NAIK if same else Arah.TURUN
    down, up = _KOLOM_TURUN.search(key), _KOLOM_NAIK.search(key)
    if down and not up:
        return Arah.TURUN
    if up and not down:
        return Arah.NAIK
    return None


def arah_nama(nama: str) -> Arah | None:
    """Direction in the words of an indicator, or None where they do not tell."""
    key = " ".join(nama[:_MAX].casefold().split())
    if _TURUN_BAIK.search(key):
        return Arah.TURUN
    if _PASTI_NAIK.search(key) or key.startswith(("meningkatnya", "peningkatan ")):
        return Arah.NAIK
    if _WAKTU.search(key):
        return Arah.NAIK if _WAKTU_TERPENUHI.search(key) else Arah.TURUN
    if _PREVALENSI_BAIK.search(key):
        return Arah.NAIK
    bad = _BURUK.search(key)
    if bad:
        return Arah.NAIK if _ditangani(key) else Arah.TURUN
    if _TAHAP_BAIK.search(key):
        return Arah.TURUN
    if _BAIK.search(key) or _TERLAKSANA.search(key) or _ditangani(key):
        return Arah.NAIK
    return None


def _ditangani(key: str) -> bool:
    """Whether handling, helping or avoiding is spoken of, and not denied (``belum ditangani``)."""
    return any(not _INGKAR.search(key[: match.start()]) for match in _DITANGANI.finditer(key))


def is_arah_kuat(nama: str) -> bool:
    """Whether the name itself speaks of a bad thing or a time, and not only of an ordinary quantity."""
    key = " ".join(nama[:_MAX].casefold().split())
    if _PASTI_NAIK.search(key):
        return True
    return bool(_WAKTU.search(key) or _BURUK.search(key) or _TURUN_BAIK.search(key))
