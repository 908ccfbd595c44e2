"""positions on the communiqué, and its adoption

Revision: c62f0b9d4e18
Follows: a41c7e90d2b6
Made: 2026-11-26 20:26:51.730116
"""

import sqlalchemy as sa
from alembic import op

revision = "c62f0b9d4e18"
down_revision = "a41c7e90d2b6"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("communique") as table:
        table.add_column(sa.Column("adopted_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("adopted", sa.JSON(), nullable=False, server_default="[]"))
        table.add_column(sa.Column("digest", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("outcome", sa.String(), nullable=False, server_default=""))
    op.create_table(
        "communique_position",
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("delegation", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("position", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("read", sa.String(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["delegation"], ["delegation.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["item"], ["item.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("target", "delegation"),
    )
    op.create_index("position_by_item", "communique_position", ["forum", "item"])
    op.create_index("ix_communique_position_forum", "communique_position", ["forum"])


def downgrade() -> None:
    op.drop_table("communique_position")
    with op.batch_alter_table("communique") as table:
        for name in ("outcome", "digest", "adopted", "adopted_at"):
            table.drop_column(name)
