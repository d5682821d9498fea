"""The trace of every answer."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "jejak",
        sa.Column("id", sa.String(20), nullable=False),
        sa.Column("waktu", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pengguna", sa.String(64), nullable=True),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("alasan", sa.String(32), nullable=True),
        sa.Column("pertanyaan", sa.Text(), nullable=False),
        sa.Column("isi", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_jejak"),
    )
    op.create_index("ix_jejak_waktu", "jejak", ["waktu"])
    op.create_index("ix_jejak_pengguna_waktu", "jejak", ["pengguna", "waktu"])


def downgrade() -> None:
    op.drop_table("jejak")
