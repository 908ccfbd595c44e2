"""numbered corrections of an adopted text

Revision: 91c3a7e5d0b8
Follows: 2f8e6b90d713
Made: 2026-11-27 05:01:44.907112
"""

import sqlalchemy as sa
from alembic import op

revision = "91c3a7e5d0b8"
down_revision = "2f8e6b90d713"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "communique_correction",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("paragraph", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["item"], ["item.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["paragraph"], ["paragraph.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("item", "number", name="correction_number"),
    )
    op.create_index("ix_communique_correction_forum", "communique_correction", ["forum"])


def downgrade() -> None:
    op.drop_table("communique_correction")
