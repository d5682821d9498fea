"""The tables, as SQLAlchemy Core describes them; ``migrations`` creates and changes them."""

from __future__ import annotations

from sqlalchemy import JSON, Column, DateTime, Index, MetaData, String, Table, Text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

jejak = Table(
    "jejak",
    metadata,
    Column("id", String(20), primary_key=True),
    Column("waktu", DateTime(timezone=True), nullable=False),
    Column("pengguna", String(64), nullable=True, comment="Whose question it was; None on the command line."),
    Column("status", String(16), nullable=False),
    Column("alasan", String(32), nullable=True),
    Column("pertanyaan", Text, nullable=False),
    Column("isi", JSON, nullable=False, comment="The whole Jejak; see bot.store.jejak."),
    Index("ix_jejak_waktu", "waktu"),
    Index("ix_jejak_pengguna_waktu", "pengguna", "waktu"),
)
"""Every answer with everything that it rests on."""
