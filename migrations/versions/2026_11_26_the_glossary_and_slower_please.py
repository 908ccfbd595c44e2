"""the glossary, and slower, please

Revision: 4f7a1d83b6e2
Follows: e3a75c90b1d8
Made: 2026-11-26 02:10:00.000000
"""

import sqlalchemy as sa
from alembic import op

revision = "4f7a1d83b6e2"
down_revision = "e3a75c90b1d8"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "term",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("forum", sa.String(), sa.ForeignKey("forum.id", ondelete="CASCADE"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_index(op.f("ix_term_forum"), "term", ["forum"])
    op.create_table(
        "slower_signal",
        sa.Column("item", sa.String(), sa.ForeignKey("item.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("forum", sa.String(), sa.ForeignKey("forum.id", ondelete="CASCADE"), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("passed_on_at", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_index(op.f("ix_slower_signal_forum"), "slower_signal", ["forum"])


def downgrade() -> None:
    op.drop_table("slower_signal")
    op.drop_table("term")
