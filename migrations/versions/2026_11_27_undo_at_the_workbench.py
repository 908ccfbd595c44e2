"""undo at the workbench

Revision: 3f5a8c1d92b6
Follows: 5d0e93b7c1a4
Made: 2026-11-27 07:50:12.640118
"""

import sqlalchemy as sa
from alembic import op

revision = "3f5a8c1d92b6"
down_revision = "5d0e93b7c1a4"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bench_step",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("things", sa.JSON(), nullable=False),
        sa.Column("undone_seq", sa.Integer(), nullable=True),
        sa.Column("stays", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_bench_step_forum", "bench_step", ["forum"])
    op.create_index("bench_step_by_item", "bench_step", ["forum", "item", "seq"])
    op.create_index("bench_step_by_seq", "bench_step", ["forum", "seq"], unique=True)


def downgrade() -> None:
    op.drop_table("bench_step")
