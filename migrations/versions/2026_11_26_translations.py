"""translations

Revision: 5d0b7e92c4a1
Follows: 5d0f2b7c9a14
Made: 2026-11-26 02:30:00.000000
"""

import sqlalchemy as sa
from alembic import op

revision = "5d0b7e92c4a1"
down_revision = "5d0f2b7c9a14"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "translation",
        sa.Column("kind", sa.String(), primary_key=True),
        sa.Column("thing", sa.String(), primary_key=True),
        sa.Column("language", sa.String(), primary_key=True),
        sa.Column("forum", sa.String(), sa.ForeignKey("forum.id", ondelete="CASCADE"), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index(op.f("ix_translation_forum"), "translation", ["forum"])
    op.create_index("translation_by_author", "translation", ["forum", "author"])


def downgrade() -> None:
    op.drop_table("translation")
