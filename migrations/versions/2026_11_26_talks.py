"""talks

Revision: 7a40c2e95d18
Follows: 7c1be5a90d42
Made: 2026-11-25 22:31:00.000000
"""

import sqlalchemy as sa
from alembic import op

revision = "7a40c2e95d18"
down_revision = "7c1be5a90d42"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "talk",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("forum", sa.String(), sa.ForeignKey("forum.id", ondelete="CASCADE"), nullable=False),
        sa.Column("item", sa.String(), sa.ForeignKey("item.id", ondelete="CASCADE"), nullable=False),
        sa.Column("expert", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("function", sa.JSON(), nullable=False),
        sa.Column("topic", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("clock_seconds", sa.Integer(), nullable=False),
        sa.Column("clock_left", sa.Float(), nullable=False),
        sa.Column("clock_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("clock_running", sa.Boolean(), nullable=False),
        sa.Column("called", sa.Integer(), nullable=False),
        sa.Column("participant", sa.String(), nullable=True),
    )
    op.create_index(op.f("ix_talk_forum"), "talk", ["forum"])
    op.create_index("talk_by_item", "talk", ["forum", "item", "position"])
    op.create_table(
        "talk_keeping",
        sa.Column("item", sa.String(), sa.ForeignKey("item.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("forum", sa.String(), sa.ForeignKey("forum.id", ondelete="CASCADE"), nullable=False),
        sa.Column("on_wall", sa.Boolean(), nullable=False),
        sa.Column("counts_on", sa.Boolean(), nullable=False),
    )
    op.create_index(op.f("ix_talk_keeping_forum"), "talk_keeping", ["forum"])


def downgrade() -> None:
    op.drop_table("talk_keeping")
    op.drop_table("talk")
