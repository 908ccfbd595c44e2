"""the paragraph under discussion

Revision: 4b8e1d7f2a63
Follows: 7d1b52f0c9e4
Made: 2026-11-27 04:20:41.508213
"""

import sqlalchemy as sa
from alembic import op

revision = "4b8e1d7f2a63"
down_revision = "7d1b52f0c9e4"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("communique", sa.Column("discussed", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("communique", "discussed")
