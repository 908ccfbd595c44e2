"""what the programme file says of delegations, frameworks and tables

Revision: 3f6d2b90c1a7
Follows: ab96875e5951
Made: 2026-11-25 21:40:12.118604
"""

import sqlalchemy as sa
from alembic import op

revision = "3f6d2b90c1a7"
down_revision = "ab96875e5951"
branch_labels = None
depends_on = None

# Added in place, with defaults: SQLite would make a changed table anew, and dropping the old one would take seats and
# answers with it.


def upgrade() -> None:
    op.add_column("delegation", sa.Column("affiliation", sa.JSON(), server_default="{}", nullable=False))
    op.add_column("framework", sa.Column("short", sa.JSON(), server_default="{}", nullable=False))
    op.add_column("framework", sa.Column("url", sa.String(), nullable=True))
    op.add_column("framework", sa.Column("about", sa.JSON(), server_default="{}", nullable=False))
    op.add_column("round_table", sa.Column("about", sa.String(), nullable=True))
    op.add_column("round_table", sa.Column("place", sa.JSON(), server_default="{}", nullable=False))
    op.add_column("round_table", sa.Column("link", sa.String(), nullable=True))


def downgrade() -> None:
    for table, column in (
        ("round_table", "link"),
        ("round_table", "place"),
        ("round_table", "about"),
        ("framework", "about"),
        ("framework", "url"),
        ("framework", "short"),
        ("delegation", "affiliation"),
    ):
        op.drop_column(table, column)
