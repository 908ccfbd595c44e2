"""practice sheets

Revision: 6d1c94e7b8a2
Follows: 91c3a7e5d0b8
Made: 2026-11-27 04:52:47.390215
"""

import sqlalchemy as sa
from alembic import op

revision = "6d1c94e7b8a2"
down_revision = "91c3a7e5d0b8"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "practice_sheet",
        sa.Column("finding", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("delegation", sa.String(), nullable=True),
        sa.Column("implementer", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("references", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["delegation"], ["delegation.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["finding"], ["finding.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("finding"),
    )
    op.create_index("ix_practice_sheet_forum", "practice_sheet", ["forum"])


def downgrade() -> None:
    op.drop_table("practice_sheet")
