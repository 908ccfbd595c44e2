"""who speaks now

Revision: e05b7d3fa614
Follows: 7a40c2e95d18
Made: 2026-11-26 11:40:02.317760
"""

import sqlalchemy as sa
from alembic import op

revision = "e05b7d3fa614"
down_revision = "7a40c2e95d18"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("item", sa.Column("speaker", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("item", "speaker")
