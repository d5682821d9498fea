"""The tables of the chat: people, inbox, outbox, questions, the queue, classes, reports."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NOMOR = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:

    op.create_table(
        "antrean",
        sa.Column("id", NOMOR, nullable=False),
        sa.Column("teks", sa.Text(), nullable=False),
        sa.Column("sebab", sa.String(length=16), nullable=False),
        sa.Column("keadaan", sa.String(length=16), nullable=False),
        sa.Column("jumlah", sa.Integer(), nullable=False),
        sa.Column("petunjuk", sa.JSON(), nullable=False),
        sa.Column("dibuat", sa.DateTime(timezone=True), nullable=False),
        sa.Column("terakhir", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_antrean")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_antrean_keadaan_jumlah", "antrean", ["keadaan", "jumlah"], unique=False)
    op.create_table(
        "inbox",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kunci", sa.String(length=40), nullable=False),
        sa.Column("isi", sa.JSON(), nullable=False),
        sa.Column("diterima", sa.DateTime(timezone=True), nullable=False),
        sa.Column("keadaan", sa.String(length=8), nullable=False),
        sa.Column("pekerja", sa.String(length=64), nullable=True),
        sa.Column("sewa_sampai", sa.DateTime(timezone=True), nullable=True),
        sa.Column("percobaan", sa.Integer(), server_default="0", nullable=False),
        sa.Column("selesai", sa.DateTime(timezone=True), nullable=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("update_id", name=op.f("pk_inbox")),
    )
    op.create_index("ix_inbox_chat_id_message_id", "inbox", ["chat_id", "message_id"], unique=False)
    op.create_index("ix_inbox_keadaan_kunci", "inbox", ["keadaan", "kunci", "update_id"], unique=False)
    op.create_table(
        "kejadian",
        sa.Column("id", NOMOR, nullable=False),
        sa.Column("waktu", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pelaku", sa.BigInteger(), nullable=True),
        sa.Column("jenis", sa.String(length=32), nullable=False),
        sa.Column("isi", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kejadian")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_kejadian_jenis_waktu", "kejadian", ["jenis", "waktu"], unique=False)
    op.create_table(
        "kelas",
        sa.Column("id", NOMOR, nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("narasumber_id", sa.BigInteger(), nullable=False),
        sa.Column("dibuka", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ditutup", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kelas")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_kelas_chat_id", "kelas", ["chat_id"], unique=False)
    op.create_table(
        "laporan",
        sa.Column("id", NOMOR, nullable=False),
        sa.Column("orang_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("keadaan", sa.String(length=16), nullable=False),
        sa.Column("judul", sa.Text(), nullable=False),
        sa.Column("ringkasan", sa.JSON(), nullable=False),
        sa.Column("bahan", sa.Text(), nullable=True),
        sa.Column("putaran", sa.Integer(), server_default="0", nullable=False),
        sa.Column("dibuat", sa.DateTime(timezone=True), nullable=False),
        sa.Column("diubah", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_laporan")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_laporan_keadaan", "laporan", ["keadaan"], unique=False)
    op.create_index("ix_laporan_orang_id_diubah", "laporan", ["orang_id", "diubah"], unique=False)
    op.create_table(
        "menunggu",
        sa.Column("orang_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("untuk", sa.String(length=32), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("sejak", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("orang_id", "chat_id", name=op.f("pk_menunggu")),
    )
    op.create_table(
        "obrolan",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("jenis", sa.String(length=16), nullable=False),
        sa.Column("judul", sa.Text(), nullable=False),
        sa.Column("diizinkan", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("diizinkan_oleh", sa.BigInteger(), nullable=True),
        sa.Column("dibuat", sa.DateTime(timezone=True), nullable=False),
        sa.Column("terakhir", sa.DateTime(timezone=True), nullable=False),
        sa.Column("di_dalam", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obrolan")),
    )
    op.create_table(
        "orang",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("username", sa.String(length=64), nullable=True),
        sa.Column("instansi", sa.Text(), nullable=True),
        sa.Column("ingatan", sa.JSON(), nullable=False),
        sa.Column("dibuat", sa.DateTime(timezone=True), nullable=False),
        sa.Column("terakhir", sa.DateTime(timezone=True), nullable=False),
        sa.Column("memblokir", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orang")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", NOMOR, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("jenis", sa.String(length=8), nullable=False),
        sa.Column("isi", sa.JSON(), nullable=False),
        sa.Column("kunci", sa.String(length=64), nullable=True),
        sa.Column("sasaran", sa.String(length=64), nullable=True),
        sa.Column("rujukan", sa.String(length=64), nullable=True),
        sa.Column("prioritas", sa.Integer(), server_default="0", nullable=False),
        sa.Column("keadaan", sa.String(length=8), nullable=False),
        sa.Column("percobaan", sa.Integer(), server_default="0", nullable=False),
        sa.Column("berikut", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pekerja", sa.String(length=64), nullable=True),
        sa.Column("sewa_sampai", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id_sebelum", sa.BigInteger(), nullable=True),
        sa.Column("bagian_terkirim", sa.Integer(), server_default="0", nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("galat", sa.Text(), nullable=True),
        sa.Column("dibuat", sa.DateTime(timezone=True), nullable=False),
        sa.Column("terkirim", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("kunci", name=op.f("uq_outbox_kunci")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_outbox_chat_id_keadaan", "outbox", ["chat_id", "keadaan", "prioritas", "id"], unique=False
    )
    op.create_index("ix_outbox_chat_id_message_id", "outbox", ["chat_id", "message_id"], unique=False)
    op.create_index("ix_outbox_keadaan_berikut", "outbox", ["keadaan", "berikut"], unique=False)
    op.create_index("ix_outbox_sasaran", "outbox", ["sasaran"], unique=False)
    op.create_table(
        "pengolahan",
        sa.Column("id", NOMOR, nullable=False),
        sa.Column("oleh", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("jalur", sa.Text(), nullable=False),
        sa.Column("jenis", sa.String(length=16), nullable=False),
        sa.Column("keadaan", sa.String(length=16), nullable=False),
        sa.Column("hasil", sa.JSON(), nullable=False),
        sa.Column("dibuat", sa.DateTime(timezone=True), nullable=False),
        sa.Column("diubah", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pengolahan")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "peran",
        sa.Column("orang_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("peran", sa.String(length=16), nullable=False),
        sa.Column("oleh", sa.BigInteger(), nullable=True),
        sa.Column("sejak", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("orang_id", "peran", name=op.f("pk_peran")),
    )
    op.create_table(
        "tombol",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("pemilik", sa.BigInteger(), nullable=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("peran", sa.String(length=16), nullable=True),
        sa.Column("aksi", sa.String(length=32), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("kelompok", sa.String(length=64), nullable=True),
        sa.Column("sekali", sa.Boolean(), nullable=False),
        sa.Column("dibuat", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kedaluwarsa", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dipakai", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tombol")),
    )
    op.create_index("ix_tombol_kedaluwarsa", "tombol", ["kedaluwarsa"], unique=False)
    op.create_index("ix_tombol_kelompok", "tombol", ["kelompok"], unique=False)
    op.create_table(
        "undangan",
        sa.Column("id", NOMOR, nullable=False),
        sa.Column("sidik", sa.String(length=64), nullable=False),
        sa.Column("jenis", sa.String(length=16), nullable=False),
        sa.Column("nilai", sa.String(length=64), nullable=False),
        sa.Column("dibuat_oleh", sa.BigInteger(), nullable=True),
        sa.Column("dibuat", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kedaluwarsa", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sekali", sa.Boolean(), nullable=False),
        sa.Column("dipakai_oleh", sa.BigInteger(), nullable=True),
        sa.Column("dipakai", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_undangan")),
        sa.UniqueConstraint("sidik", name=op.f("uq_undangan_sidik")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "berkas",
        sa.Column("id", NOMOR, nullable=False),
        sa.Column("laporan_id", NOMOR, nullable=True),
        sa.Column("orang_id", sa.BigInteger(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("ukuran", sa.BigInteger(), nullable=False),
        sa.Column("jalur", sa.Text(), nullable=True),
        sa.Column("sidik", sa.String(length=64), nullable=True),
        sa.Column("waktu", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["laporan_id"], ["laporan.id"], name=op.f("fk_berkas_laporan_id_laporan"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_berkas")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_berkas_laporan_id", "berkas", ["laporan_id"], unique=False)
    op.create_index("ix_berkas_orang_id", "berkas", ["orang_id"], unique=False)
    op.create_table(
        "draf",
        sa.Column("id", NOMOR, nullable=False),
        sa.Column("laporan_id", NOMOR, nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("docx", sa.Text(), nullable=False),
        sa.Column("pdf", sa.Text(), nullable=True),
        sa.Column("telusur", sa.Text(), nullable=False),
        sa.Column("ringkasan", sa.JSON(), nullable=False),
        sa.Column("waktu", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["laporan_id"], ["laporan.id"], name=op.f("fk_draf_laporan_id_laporan"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draf")),
        sa.UniqueConstraint("laporan_id", "versi", name=op.f("uq_draf_laporan_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "isian",
        sa.Column("laporan_id", NOMOR, nullable=False),
        sa.Column("urutan", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("soal_id", sa.String(length=160), nullable=False),
        sa.Column("isi", sa.JSON(), nullable=False),
        sa.Column("waktu", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["laporan_id"], ["laporan.id"], name=op.f("fk_isian_laporan_id_laporan"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("laporan_id", "urutan", name=op.f("pk_isian")),
    )
    op.create_table(
        "jawaban",
        sa.Column("id", NOMOR, nullable=False),
        sa.Column("antrean_id", NOMOR, nullable=True),
        sa.Column("induk", sa.BigInteger(), nullable=True),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("pertanyaan", sa.Text(), nullable=False),
        sa.Column("teks", sa.Text(), nullable=False),
        sa.Column("rujukan", sa.JSON(), nullable=False),
        sa.Column("narasumber_id", sa.BigInteger(), nullable=True),
        sa.Column("narasumber", sa.Text(), nullable=False),
        sa.Column("keadaan", sa.String(length=16), nullable=False),
        sa.Column("penyetuju_id", sa.BigInteger(), nullable=True),
        sa.Column("sumber_id", sa.String(length=80), nullable=True),
        sa.Column("perlu_ditinjau", sa.Text(), nullable=True),
        sa.Column("dibuat", sa.DateTime(timezone=True), nullable=False),
        sa.Column("terbit", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tinjau_pada", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["antrean_id"], ["antrean.id"], name=op.f("fk_jawaban_antrean_id_antrean"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jawaban")),
        sa.UniqueConstraint("induk", "versi", name=op.f("uq_jawaban_induk")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_jawaban_keadaan", "jawaban", ["keadaan"], unique=False)
    op.create_table(
        "kelas_anggota",
        sa.Column("kelas_id", NOMOR, nullable=False),
        sa.Column("orang_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("sejak", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pribadi", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["kelas_id"], ["kelas.id"], name=op.f("fk_kelas_anggota_kelas_id_kelas"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("kelas_id", "orang_id", name=op.f("pk_kelas_anggota")),
    )
    op.create_table(
        "siaran",
        sa.Column("id", NOMOR, nullable=False),
        sa.Column("kelas_id", NOMOR, nullable=True),
        sa.Column("oleh", sa.BigInteger(), nullable=False),
        sa.Column("teks", sa.Text(), nullable=False),
        sa.Column("keadaan", sa.String(length=16), nullable=False),
        sa.Column("jumlah", sa.Integer(), server_default="0", nullable=False),
        sa.Column("dibuat", sa.DateTime(timezone=True), nullable=False),
        sa.Column("selesai", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["kelas_id"], ["kelas.id"], name=op.f("fk_siaran_kelas_id_kelas"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_siaran")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "soal",
        sa.Column("id", NOMOR, nullable=False),
        sa.Column("orang_id", sa.BigInteger(), nullable=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("update_id", sa.BigInteger(), nullable=True),
        sa.Column("kelas_id", NOMOR, nullable=True),
        sa.Column("teks", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("alasan", sa.String(length=32), nullable=True),
        sa.Column("keyakinan", sa.Integer(), nullable=False),
        sa.Column("jejak_id", sa.String(length=20), nullable=True),
        sa.Column("isi", sa.JSON(), nullable=False),
        sa.Column("nilai", sa.Integer(), nullable=True),
        sa.Column("diteruskan", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("waktu", sa.DateTime(timezone=True), nullable=False),
        sa.Column("waktu_ms", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["kelas_id"], ["kelas.id"], name=op.f("fk_soal_kelas_id_kelas"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_soal")),
        sa.UniqueConstraint("update_id", name=op.f("uq_soal_update_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_soal_kelas_id", "soal", ["kelas_id"], unique=False)
    op.create_index("ix_soal_orang_id_waktu", "soal", ["orang_id", "waktu"], unique=False)
    op.create_index("ix_soal_waktu", "soal", ["waktu"], unique=False)
    op.create_table(
        "antrean_soal",
        sa.Column("antrean_id", NOMOR, nullable=False),
        sa.Column("soal_id", NOMOR, nullable=False),
        sa.Column("diberi_tahu", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["antrean_id"],
            ["antrean.id"],
            name=op.f("fk_antrean_soal_antrean_id_antrean"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["soal_id"], ["soal.id"], name=op.f("fk_antrean_soal_soal_id_soal"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("antrean_id", "soal_id", name=op.f("pk_antrean_soal")),
    )
    op.create_index("ix_antrean_soal_soal_id", "antrean_soal", ["soal_id"], unique=False)
    op.create_table(
        "penilaian",
        sa.Column("soal_id", NOMOR, nullable=False),
        sa.Column("orang_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("nilai", sa.Integer(), nullable=False),
        sa.Column("waktu", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["soal_id"], ["soal.id"], name=op.f("fk_penilaian_soal_id_soal"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("soal_id", "orang_id", name=op.f("pk_penilaian")),
    )


def downgrade() -> None:
    for name in (
        "penilaian",
        "antrean_soal",
        "soal",
        "siaran",
        "kelas_anggota",
        "jawaban",
        "isian",
        "draf",
        "berkas",
        "undangan",
        "tombol",
        "peran",
        "pengolahan",
        "outbox",
        "orang",
        "obrolan",
        "menunggu",
        "laporan",
        "kelas",
        "kejadian",
        "inbox",
        "antrean",
    ):
        op.drop_table(name)
