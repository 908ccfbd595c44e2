"""the world café: rounds of seats and answers, and the plan of who moves where

Revision: b83d5f0c21e6
Follows: e05b7d3fa614
Made: 2026-11-26 12:31:44.310522
"""

import sqlalchemy as sa
from alembic import op

revision = "b83d5f0c21e6"
down_revision = "e05b7d3fa614"
branch_labels = None
depends_on = None

# Added in place, with defaults: every seat and answer until now is of the first round.


def upgrade() -> None:
    for table in ("seat", "answer"):
        op.add_column(table, sa.Column("round", sa.Integer(), server_default="1", nullable=False))
    op.create_table(
        "rotation",
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("rounds", sa.Integer(), nullable=False),
        sa.Column("hosts", sa.JSON(), nullable=False),
        sa.Column("plan", sa.JSON(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["item"], ["item.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("item"),
    )
    op.create_index(op.f("ix_rotation_forum"), "rotation", ["forum"])


def downgrade() -> None:
    op.drop_index(op.f("ix_rotation_forum"), table_name="rotation")
    op.drop_table("rotation")
    for table in ("answer", "seat"):
        op.drop_column(table, "round")
