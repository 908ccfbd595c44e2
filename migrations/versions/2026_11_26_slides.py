"""slides

Revision: e3a75c90b1d8
Follows: 8b1d5f20a7c4
Made: 2026-11-26 02:40:00.000000
"""

import sqlalchemy as sa
from alembic import op

revision = "e3a75c90b1d8"
down_revision = "8b1d5f20a7c4"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "slides",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("forum", sa.String(), sa.ForeignKey("forum.id", ondelete="CASCADE"), nullable=False),
        sa.Column("item", sa.String(), sa.ForeignKey("item.id", ondelete="CASCADE"), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("held_by", sa.String(), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
    )
    op.create_index(op.f("ix_slides_forum"), "slides", ["forum"])
    op.create_index(op.f("ix_slides_digest"), "slides", ["digest"])
    op.create_index("slides_by_item", "slides", ["forum", "item"])


def downgrade() -> None:
    op.drop_table("slides")
