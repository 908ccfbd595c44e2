"""pictures of logos

Revision: 5d0e93b7c1a4
Follows: 5e8b1f20c7d4
Made: 2026-11-28 07:30:00.000000
"""

import sqlalchemy as sa
from alembic import op

revision = "5d0e93b7c1a4"
down_revision = "5e8b1f20c7d4"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "picture",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("forum", sa.String(), sa.ForeignKey("forum.id", ondelete="CASCADE"), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("forum", "file"),
    )
    op.create_index(op.f("ix_picture_forum"), "picture", ["forum"])
    op.create_index(op.f("ix_picture_digest"), "picture", ["digest"])


def downgrade() -> None:
    op.drop_table("picture")
