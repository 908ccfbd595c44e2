"""the list of speakers

Revision: 6c82e1f4d09b
Follows: 9d2f64b7c0e3
Made: 2026-11-26 01:40:00.000000
"""

import sqlalchemy as sa
from alembic import op

revision = "6c82e1f4d09b"
down_revision = "9d2f64b7c0e3"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "speaker",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("forum", sa.String(), sa.ForeignKey("forum.id", ondelete="CASCADE"), nullable=False),
        sa.Column("item", sa.String(), sa.ForeignKey("item.id", ondelete="CASCADE"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("delegation", sa.String(), nullable=True),
        sa.Column("participant", sa.String(), nullable=True),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("called", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index(op.f("ix_speaker_forum"), "speaker", ["forum"])
    op.create_index("speaker_by_item", "speaker", ["forum", "item", "position"])
    op.create_table(
        "speaker_keeping",
        sa.Column("item", sa.String(), sa.ForeignKey("item.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("forum", sa.String(), sa.ForeignKey("forum.id", ondelete="CASCADE"), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
    )
    op.create_index(op.f("ix_speaker_keeping_forum"), "speaker_keeping", ["forum"])


def downgrade() -> None:
    op.drop_table("speaker_keeping")
    op.drop_table("speaker")
