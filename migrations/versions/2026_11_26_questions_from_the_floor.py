"""questions from the floor, and support

Revision: 1f9b60d3a7c4
Follows: b83d5f0c21e6
Made: 2026-11-26 00:20:00.000000
"""

import sqlalchemy as sa
from alembic import op

revision = "1f9b60d3a7c4"
down_revision = "b83d5f0c21e6"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "floor_question",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("forum", sa.String(), sa.ForeignKey("forum.id", ondelete="CASCADE"), nullable=False),
        sa.Column("item", sa.String(), sa.ForeignKey("item.id", ondelete="CASCADE"), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("affiliation", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("into", sa.String(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_seq", sa.Integer(), nullable=False),
    )
    op.create_index(op.f("ix_floor_question_forum"), "floor_question", ["forum"])
    op.create_index("floor_question_by_item", "floor_question", ["forum", "item", "first_seq"])
    op.create_table(
        "support",
        sa.Column("kind", sa.String(), primary_key=True),
        sa.Column("thing", sa.String(), primary_key=True),
        sa.Column("person", sa.String(), primary_key=True),
        sa.Column("forum", sa.String(), sa.ForeignKey("forum.id", ondelete="CASCADE"), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index(op.f("ix_support_forum"), "support", ["forum"])
    op.create_table(
        "question_keeping",
        sa.Column("item", sa.String(), sa.ForeignKey("item.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("forum", sa.String(), sa.ForeignKey("forum.id", ondelete="CASCADE"), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=False),
    )
    op.create_index(op.f("ix_question_keeping_forum"), "question_keeping", ["forum"])


def downgrade() -> None:
    op.drop_table("question_keeping")
    op.drop_table("support")
    op.drop_table("floor_question")
