"""surveys

Revision: 8b1d5f20a7c4
Follows: 6c82e1f4d09b
Made: 2026-11-26 01:02:31.402517
"""

import sqlalchemy as sa
from alembic import op

revision = "8b1d5f20a7c4"
down_revision = "6c82e1f4d09b"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "survey",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("introduction", sa.JSON(), nullable=False),
        sa.Column("objectives", sa.JSON(), nullable=False),
        sa.Column("statements", sa.JSON(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("forum", "key"),
    )
    op.create_index(op.f("ix_survey_forum"), "survey", ["forum"])
    op.create_table(
        "survey_moment",
        sa.Column("survey", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=True),
        sa.Column("opens_on", sa.Date(), nullable=True),
        sa.Column("held", sa.Boolean(), nullable=True),
        sa.Column("figures", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["item"], ["item.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["survey"], ["survey.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("survey", "name"),
    )
    op.create_index(op.f("ix_survey_moment_forum"), "survey_moment", ["forum"])
    op.create_index(op.f("ix_survey_moment_item"), "survey_moment", ["item"])
    op.create_table(
        "survey_response",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("survey", sa.String(), nullable=False),
        sa.Column("moment", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("ratings", sa.JSON(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["survey", "moment"], ["survey_moment.survey", "survey_moment.name"], ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("survey", "moment", "mark"),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_survey_response_forum"), "survey_response", ["forum"])


def downgrade() -> None:
    for table in ("survey_response", "survey_moment", "survey"):
        op.drop_table(table)
