"""the chair asks: any objection?

Revision: 7d1b52f0c9e4
Follows: c62f0b9d4e18
Made: 2026-11-27 04:20:11.402518
"""

import sqlalchemy as sa
from alembic import op

revision = "7d1b52f0c9e4"
down_revision = "c62f0b9d4e18"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "communique_call",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("read", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["item"], ["item.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("call_by_item", "communique_call", ["forum", "item"])
    op.create_index("ix_communique_call_forum", "communique_call", ["forum"])


def downgrade() -> None:
    op.drop_table("communique_call")
