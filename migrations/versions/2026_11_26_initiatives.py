"""initiatives, where delegations stand, topics by interest

Revision: 7c1be5a90d42
Follows: 7c41e0d95b28
Made: 2026-11-26 16:12:31.502117
"""

import sqlalchemy as sa
from alembic import op

revision = "7c1be5a90d42"
down_revision = "7c41e0d95b28"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "initiative",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("round_table", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("by_when", sa.Date(), nullable=True),
        sa.Column("references", sa.JSON(), nullable=False),
        sa.Column("lead", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("presented_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_seq", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["round_table"], ["round_table.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("initiative_by_item", "initiative", ["forum", "item"])
    op.create_index("initiative_by_table", "initiative", ["forum", "round_table"])
    op.create_index("ix_initiative_forum", "initiative", ["forum"])
    op.create_table(
        "initiative_version",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("initiative", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("clashed", sa.Boolean(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["initiative"], ["initiative.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_initiative_version_forum", "initiative_version", ["forum"])
    op.create_index("ix_initiative_version_initiative", "initiative_version", ["initiative"])
    op.create_table(
        "initiative_partner",
        sa.Column("initiative", sa.String(), nullable=False),
        sa.Column("delegation", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["delegation"], ["delegation.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["initiative"], ["initiative.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("initiative", "delegation"),
    )
    op.create_index("ix_initiative_partner_forum", "initiative_partner", ["forum"])
    op.create_table(
        "topic_interest",
        sa.Column("round_table", sa.String(), nullable=False),
        sa.Column("delegation", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["delegation"], ["delegation.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["round_table"], ["round_table.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("round_table", "delegation"),
    )
    op.create_index("ix_topic_interest_forum", "topic_interest", ["forum"])
    op.create_index("topic_interest_by_item", "topic_interest", ["forum", "item"])


def downgrade() -> None:
    for table in ("topic_interest", "initiative_partner", "initiative_version", "initiative"):
        op.drop_table(table)
