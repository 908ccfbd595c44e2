"""times that move

Revision: 7c41e0d95b28
Follows: 5c1e0f7a9d42
Made: 2026-11-26 09:12:44.501127
"""

import sqlalchemy as sa
from alembic import op

revision = "7c41e0d95b28"
down_revision = "5c1e0f7a9d42"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("item", sa.Column("moved", sa.Integer(), server_default="0", nullable=False))
    op.create_table(
        "replanning",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_replanning_forum"), "replanning", ["forum"])


def downgrade() -> None:
    op.drop_table("replanning")
    op.drop_column("item", "moved")
