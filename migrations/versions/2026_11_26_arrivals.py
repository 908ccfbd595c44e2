"""arrivals

Revision: 9d2f64b7c0e3
Follows: 1f9b60d3a7c4
Made: 2026-11-26 14:02:51.008842
"""

import sqlalchemy as sa
from alembic import op

revision = "9d2f64b7c0e3"
down_revision = "1f9b60d3a7c4"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "arrival",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("participant", sa.String(), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.Column("marked_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["item"], ["item.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["participant"], ["participant.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("item", "participant"),
    )
    for column in ("forum", "item", "participant"):
        op.create_index(op.f(f"ix_arrival_{column}"), "arrival", [column])


def downgrade() -> None:
    op.drop_table("arrival")
