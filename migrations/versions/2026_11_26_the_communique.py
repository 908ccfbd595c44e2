"""the communiqué: paragraphs with their earlier texts

Revision: 5d0f2b7c9a14
Follows: 4f7a1d83b6e2
Made: 2026-11-26 19:20:11.402117
"""

import sqlalchemy as sa
from alembic import op

revision = "5d0f2b7c9a14"
down_revision = "4f7a1d83b6e2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "communique",
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["item"], ["item.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("item"),
    )
    op.create_index("ix_communique_forum", "communique", ["forum"])
    op.create_table(
        "paragraph",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("rank", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("stale", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_seq", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["item"], ["item.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("paragraph_by_item", "paragraph", ["forum", "item"])
    op.create_index("ix_paragraph_forum", "paragraph", ["forum"])
    op.create_table(
        "paragraph_version",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("paragraph", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("clashed", sa.Boolean(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["paragraph"], ["paragraph.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_paragraph_version_forum", "paragraph_version", ["forum"])
    op.create_index("ix_paragraph_version_paragraph", "paragraph_version", ["paragraph"])


def downgrade() -> None:
    op.drop_table("paragraph_version")
    op.drop_table("paragraph")
    op.drop_table("communique")
