"""The tables of the chat: who, what came in, what goes out, and what is waited for.

Ids of people and chats are Telegram's (64 bits).  States are short Indonesian words; the room that
writes a table names them.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from bot.store.tables import metadata
from bot.store.types import Nomor, Waktu

orang = Table(
    "orang",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("nama", Text, nullable=False),
    Column("username", String(64), nullable=True),
    Column("instansi", Text, nullable=True, comment="The office that the person gave, as it is printed."),
    Column("ingatan", JSON, nullable=False, comment="What an interview remembers for the next one."),
    Column("dibuat", Waktu, nullable=False),
    Column("terakhir", Waktu, nullable=False),
    Column("memblokir", Boolean, nullable=False, server_default=false()),
)
"""A person who talked to the bot."""

peran = Table(
    "peran",
    metadata,
    Column("orang_id", BigInteger, primary_key=True, autoincrement=False),
    Column("peran", String(16), primary_key=True, comment="narasumber or admin"),
    Column("oleh", BigInteger, nullable=True, comment="Who gave it; None from LKJIP_ADMIN_IDS."),
    Column("sejak", Waktu, nullable=False),
)
"""Roles, by the id of a person, never by name or chat."""

undangan = Table(
    "undangan",
    metadata,
    Column("id", Nomor, primary_key=True),
    Column("sidik", String(64), nullable=False, unique=True, comment="SHA-256 of the payload; never itself."),
    Column("jenis", String(16), nullable=False, comment="peran or kelas"),
    Column("nilai", String(64), nullable=False, comment="The role, or the id of the class."),
    Column("dibuat_oleh", BigInteger, nullable=True),
    Column("dibuat", Waktu, nullable=False),
    Column("kedaluwarsa", Waktu, nullable=False),
    Column("sekali", Boolean, nullable=False),
    Column("dipakai_oleh", BigInteger, nullable=True),
    Column("dipakai", Waktu, nullable=True),
    sqlite_autoincrement=True,
)
"""Deep links that give a role once, or let into a class."""

obrolan = Table(
    "obrolan",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("jenis", String(16), nullable=False, comment="private, group, supergroup or channel"),
    Column("judul", Text, nullable=False),
    Column("diizinkan", Boolean, nullable=False, server_default=false()),
    Column("diizinkan_oleh", BigInteger, nullable=True),
    Column("dibuat", Waktu, nullable=False),
    Column("terakhir", Waktu, nullable=False),
    Column("di_dalam", Boolean, nullable=False, comment="Whether the bot is a member now."),
)
"""Groups (private chats are their person)."""

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("kunci", String(40), nullable=False, comment="Updates of one key are handled one after another."),
    Column("isi", JSON, nullable=False, comment="The update as Telegram sent it; emptied when done."),
    Column("diterima", Waktu, nullable=False),
    Column("keadaan", String(8), nullable=False, comment="baru, selesai or gagal"),
    Column("pekerja", String(64), nullable=True, comment="The process that has it in work."),
    Column("sewa_sampai", Waktu, nullable=True, comment="After this another process may take it."),
    Column("percobaan", Integer, nullable=False, server_default="0"),
    Column("selesai", Waktu, nullable=True),
    Column("chat_id", BigInteger, nullable=True, comment="Of a person's message; None for other updates."),
    Column("message_id", BigInteger, nullable=True, comment="Of a person's message."),
    Index("ix_inbox_keadaan_kunci", "keadaan", "kunci", "update_id"),
    Index("ix_inbox_chat_id_message_id", "chat_id", "message_id"),
)
"""Every update, once: the primary key is what makes a repeated delivery harmless."""

outbox = Table(
    "outbox",
    metadata,
    Column("id", Nomor, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger, nullable=True),
    Column("jenis", String(8), nullable=False, comment="pesan, sunting, hapus, reaksi or keluar"),
    Column("isi", JSON, nullable=False, comment="A bot.chat.message.Pesan, or what the kind needs."),
    Column("kunci", String(64), nullable=True, unique=True, comment="Our name of a message, for edits."),
    Column("sasaran", String(64), nullable=True, comment="The kunci that an edit or deletion is for."),
    Column("rujukan", String(64), nullable=True, comment="What a reply to this message is about."),
    Column("prioritas", Integer, nullable=False, server_default="0", comment="Lower goes first in a chat."),
    Column("keadaan", String(8), nullable=False, comment="siap, dikirim, terkirim, gagal or batal"),
    Column("percobaan", Integer, nullable=False, server_default="0"),
    Column("berikut", Waktu, nullable=False, comment="Not before this instant."),
    Column("pekerja", String(64), nullable=True),
    Column("sewa_sampai", Waktu, nullable=True),
    Column("id_sebelum", BigInteger, nullable=True, comment="Newest message id known when sending began."),
    Column("bagian_terkirim", Integer, nullable=False, server_default="0", comment="Parts that are out."),
    Column("message_id", BigInteger, nullable=True, comment="Of the last part, the one with the buttons."),
    Column("galat", Text, nullable=True),
    Column("dibuat", Waktu, nullable=False),
    Column("terkirim", Waktu, nullable=True),
    Index("ix_outbox_keadaan_berikut", "keadaan", "berikut"),
    Index("ix_outbox_chat_id_keadaan", "chat_id", "keadaan", "prioritas", "id"),
    Index("ix_outbox_chat_id_message_id", "chat_id", "message_id"),
    Index("ix_outbox_sasaran", "sasaran"),
    sqlite_autoincrement=True,
)
"""What the bot says, until it is delivered."""

tombol = Table(
    "tombol",
    metadata,
    Column("id", String(16), primary_key=True, comment="The callback data: opaque, random."),
    Column("pemilik", BigInteger, nullable=True, comment="Who may press it; None: anyone in the chat."),
    Column("chat_id", BigInteger, nullable=False),
    Column("peran", String(16), nullable=True, comment="A role that the presser must have now."),
    Column("aksi", String(32), nullable=False),
    Column("data", JSON, nullable=False),
    Column("kelompok", String(64), nullable=True, comment="Pressing one uses up all of them."),
    Column("sekali", Boolean, nullable=False),
    Column("dibuat", Waktu, nullable=False),
    Column("kedaluwarsa", Waktu, nullable=False),
    Column("dipakai", Waktu, nullable=True),
    Index("ix_tombol_kelompok", "kelompok"),
    Index("ix_tombol_kedaluwarsa", "kedaluwarsa"),
)
"""Buttons: a press carries only an id, everything else is looked up and checked here."""

menunggu = Table(
    "menunggu",
    metadata,
    Column("orang_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("untuk", String(32), nullable=False, comment="Which conversation the next text belongs to."),
    Column("data", JSON, nullable=False),
    Column("sejak", Waktu, nullable=False),
)
"""What the next plain text of a person in a chat is an answer to; without a row it is a question."""

soal = Table(
    "soal",
    metadata,
    Column("id", Nomor, primary_key=True),
    Column("orang_id", BigInteger, nullable=True, comment="None after /hapus_data."),
    Column("chat_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger, nullable=True),
    Column("message_id", BigInteger, nullable=True, comment="The message that asked."),
    Column("update_id", BigInteger, nullable=True, unique=True),
    Column("kelas_id", ForeignKey("kelas.id", ondelete="SET NULL"), nullable=True),
    Column("teks", Text, nullable=False),
    Column("status", String(16), nullable=False, comment="dijawab or ditolak"),
    Column("alasan", String(32), nullable=True),
    Column("keyakinan", Integer, nullable=False, comment="Per mille."),
    Column("jejak_id", String(20), nullable=True),
    Column("isi", JSON, nullable=False, comment="What buttons and history need; see bot.chat.answers."),
    Column("nilai", Integer, nullable=True, comment="1, -1 or 0 (a tie in a group); see penilaian."),
    Column("diteruskan", Boolean, nullable=False, server_default=false()),
    Column("waktu", Waktu, nullable=False),
    Column("waktu_ms", Integer, nullable=False),
    Index("ix_soal_orang_id_waktu", "orang_id", "waktu"),
    Index("ix_soal_waktu", "waktu"),
    Index("ix_soal_kelas_id", "kelas_id"),
    sqlite_autoincrement=True,
)
"""Every question in a chat and how it was met."""

penilaian = Table(
    "penilaian",
    metadata,
    Column("soal_id", ForeignKey("soal.id", ondelete="CASCADE"), primary_key=True),
    Column("orang_id", BigInteger, primary_key=True, autoincrement=False),
    Column("nilai", Integer, nullable=False, comment="1 or -1"),
    Column("waktu", Waktu, nullable=False),
)
"""What each person thinks of an answer; in a group several may.  ``soal.nilai`` sums it up."""

antrean = Table(
    "antrean",
    metadata,
    Column("id", Nomor, primary_key=True),
    Column("teks", Text, nullable=False, comment="The wording that stands for the merged questions."),
    Column("sebab", String(16), nullable=False, comment="ditolak, diteruskan, tidak-puas or ragu"),
    Column("keadaan", String(16), nullable=False, comment="terbuka, diproses, terjawab or diabaikan"),
    Column("jumlah", Integer, nullable=False),
    Column("petunjuk", JSON, nullable=False, comment="Nearest places and the answer that was given."),
    Column("dibuat", Waktu, nullable=False),
    Column("terakhir", Waktu, nullable=False),
    Index("ix_antrean_keadaan_jumlah", "keadaan", "jumlah"),
    sqlite_autoincrement=True,
)
"""What waits for a narasumber; like questions are one item."""

antrean_soal = Table(
    "antrean_soal",
    metadata,
    Column("antrean_id", ForeignKey("antrean.id", ondelete="CASCADE"), primary_key=True),
    Column("soal_id", ForeignKey("soal.id", ondelete="CASCADE"), primary_key=True),
    Column("diberi_tahu", Waktu, nullable=True, comment="When the asker was told of the answer."),
    Index("ix_antrean_soal_soal_id", "soal_id"),
)

jawaban = Table(
    "jawaban",
    metadata,
    Column("id", Nomor, primary_key=True),
    Column("antrean_id", ForeignKey("antrean.id", ondelete="SET NULL"), nullable=True),
    Column("induk", BigInteger, nullable=True, comment="First version of the same answer; None for it."),
    Column("versi", Integer, nullable=False),
    Column("pertanyaan", Text, nullable=False),
    Column("teks", Text, nullable=False),
    Column("rujukan", JSON, nullable=False, comment="Places that it rests on, checked."),
    Column("narasumber_id", BigInteger, nullable=True),
    Column("narasumber", Text, nullable=False, comment="The name under which it is cited."),
    Column("keadaan", String(16), nullable=False, comment="draf, menunggu, terbit, diganti or ditarik"),
    Column("penyetuju_id", BigInteger, nullable=True),
    Column("sumber_id", String(80), nullable=True, comment="Its id in the knowledge index."),
    Column("perlu_ditinjau", Text, nullable=True, comment="Why it has to be looked at again."),
    Column("dibuat", Waktu, nullable=False),
    Column("terbit", Waktu, nullable=True),
    Column("tinjau_pada", Waktu, nullable=True),
    UniqueConstraint("induk", "versi"),
    Index("ix_jawaban_keadaan", "keadaan"),
    sqlite_autoincrement=True,
)
"""Reference answers of narasumber, every version."""

kelas = Table(
    "kelas",
    metadata,
    Column("id", Nomor, primary_key=True),
    Column("nama", Text, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger, nullable=True),
    Column("narasumber_id", BigInteger, nullable=False),
    Column("dibuka", Waktu, nullable=False),
    Column("ditutup", Waktu, nullable=True),
    Index("ix_kelas_chat_id", "chat_id"),
    sqlite_autoincrement=True,
)
"""A bimtek class: a group for the days of a training."""

kelas_anggota = Table(
    "kelas_anggota",
    metadata,
    Column("kelas_id", ForeignKey("kelas.id", ondelete="CASCADE"), primary_key=True),
    Column("orang_id", BigInteger, primary_key=True, autoincrement=False),
    Column("sejak", Waktu, nullable=False),
    Column(
        "pribadi",
        Boolean,
        nullable=False,
        server_default=false(),
        comment="Whether the person wants their private questions counted for the class.",
    ),
)

laporan = Table(
    "laporan",
    metadata,
    Column("id", Nomor, primary_key=True),
    Column("orang_id", BigInteger, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("keadaan", String(16), nullable=False, comment="See bot.jobs.laporan."),
    Column("judul", Text, nullable=False, comment="What the list calls it: office and year, or a file name."),
    Column("ringkasan", JSON, nullable=False, comment="What was found, counts of the draft, the last error."),
    Column("bahan", Text, nullable=True, comment="Path below DATA_DIR of what was read."),
    Column("putaran", Integer, nullable=False, server_default="0", comment="Counts workflows begun."),
    Column("dibuat", Waktu, nullable=False),
    Column("diubah", Waktu, nullable=False),
    Index("ix_laporan_orang_id_diubah", "orang_id", "diubah"),
    Index("ix_laporan_keadaan", "keadaan"),
    sqlite_autoincrement=True,
)
"""One report that a planner is making, from the first file to the last draft."""

berkas = Table(
    "berkas",
    metadata,
    Column("id", Nomor, primary_key=True),
    Column("laporan_id", ForeignKey("laporan.id", ondelete="CASCADE"), nullable=True),
    Column("orang_id", BigInteger, nullable=False),
    Column("nama", Text, nullable=False, comment="As the person named it."),
    Column("file_id", Text, nullable=False, comment="Telegram's, to fetch it with."),
    Column("ukuran", BigInteger, nullable=False, comment="Bytes."),
    Column("jalur", Text, nullable=True, comment="Below DATA_DIR; None until fetched."),
    Column("sidik", String(64), nullable=True, comment="SHA-256 of the content."),
    Column("waktu", Waktu, nullable=False),
    Index("ix_berkas_laporan_id", "laporan_id"),
    Index("ix_berkas_orang_id", "orang_id"),
    sqlite_autoincrement=True,
)
"""Uploaded files."""

isian = Table(
    "isian",
    metadata,
    Column("laporan_id", ForeignKey("laporan.id", ondelete="CASCADE"), primary_key=True),
    Column("urutan", Integer, primary_key=True, autoincrement=False),
    Column("soal_id", String(160), nullable=False),
    Column("isi", JSON, nullable=False, comment="A bot.drafting.wawancara Jawaban."),
    Column("waktu", Waktu, nullable=False),
)
"""The interview, answer by answer; it is replayed from here."""

draf = Table(
    "draf",
    metadata,
    Column("id", Nomor, primary_key=True),
    Column("laporan_id", ForeignKey("laporan.id", ondelete="CASCADE"), nullable=False),
    Column("versi", Integer, nullable=False),
    Column("docx", Text, nullable=False, comment="Paths below DATA_DIR."),
    Column("pdf", Text, nullable=True),
    Column("telusur", Text, nullable=False),
    Column("ringkasan", JSON, nullable=False, comment="Counts: numbers, traced, gaps, temuan."),
    Column("waktu", Waktu, nullable=False),
    UniqueConstraint("laporan_id", "versi"),
    sqlite_autoincrement=True,
)
"""Delivered drafts."""

siaran = Table(
    "siaran",
    metadata,
    Column("id", Nomor, primary_key=True),
    Column("kelas_id", ForeignKey("kelas.id", ondelete="SET NULL"), nullable=True),
    Column("oleh", BigInteger, nullable=False),
    Column("teks", Text, nullable=False),
    Column("keadaan", String(16), nullable=False, comment="antre, berjalan or selesai"),
    Column("jumlah", Integer, nullable=False, server_default="0"),
    Column("dibuat", Waktu, nullable=False),
    Column("selesai", Waktu, nullable=True),
    sqlite_autoincrement=True,
)
"""Messages to all of a class."""

pengolahan = Table(
    "pengolahan",
    metadata,
    Column("id", Nomor, primary_key=True),
    Column("oleh", BigInteger, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("nama", Text, nullable=False),
    Column("jalur", Text, nullable=False),
    Column("jenis", String(16), nullable=False, comment="A knowledge.model.Jenis."),
    Column("keadaan", String(16), nullable=False, comment="antre, dibaca, menunggu, terbit, gagal or batal"),
    Column("hasil", JSON, nullable=False),
    Column("dibuat", Waktu, nullable=False),
    Column("diubah", Waktu, nullable=False),
    sqlite_autoincrement=True,
)
"""Documents that an admin gives to the knowledge index."""

kejadian = Table(
    "kejadian",
    metadata,
    Column("id", Nomor, primary_key=True),
    Column("waktu", Waktu, nullable=False),
    Column("pelaku", BigInteger, nullable=True),
    Column("jenis", String(32), nullable=False),
    Column("isi", JSON, nullable=False, comment="No question text, no file content."),
    Index("ix_kejadian_jenis_waktu", "jenis", "waktu"),
    sqlite_autoincrement=True,
)
"""What administrators and the deletion of data leave behind."""
