"""where paragraphs stood

Revision: 8e5a1c07f3d4
Follows: c4d90f6a17e2
Made: 2026-11-28 07:30:12.402118
"""

import sqlalchemy as sa
from alembic import op

revision = "8e5a1c07f3d4"
down_revision = "c4d90f6a17e2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paragraph_place",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("paragraph", sa.String(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("rank", sa.String(), nullable=False),
        sa.Column("standing", sa.Boolean(), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["paragraph"], ["paragraph.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_paragraph_place_forum", "paragraph_place", ["forum"])
    op.create_index("ix_paragraph_place_paragraph", "paragraph_place", ["paragraph"])


def downgrade() -> None:
    op.drop_table("paragraph_place")
