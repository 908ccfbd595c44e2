"""the silence procedure

Revision: 2f8e6b90d713
Follows: 4b8e1d7f2a63
Made: 2026-11-27 04:41:02.118730
"""

import sqlalchemy as sa
from alembic import op

revision = "2f8e6b90d713"
down_revision = "4b8e1d7f2a63"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "communique_silence",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("paragraphs", sa.JSON(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["item"], ["item.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("silence_by_item", "communique_silence", ["forum", "item"])
    op.create_index("silence_by_deadline", "communique_silence", ["ended_at", "ends_at"])
    op.create_index("ix_communique_silence_forum", "communique_silence", ["forum"])
    op.create_table(
        "silence_break",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("silence", sa.String(), nullable=False),
        sa.Column("delegation", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["delegation"], ["delegation.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["silence"], ["communique_silence.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_silence_break_silence", "silence_break", ["silence"])
    op.create_index("ix_silence_break_forum", "silence_break", ["forum"])


def downgrade() -> None:
    op.drop_table("silence_break")
    op.drop_table("communique_silence")
