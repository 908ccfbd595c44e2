"""the plenary

Revision: 5c1e0f7a9d42
Follows: 3f6d2b90c1a7
Made: 2026-11-25 22:10:00.000000
"""

import sqlalchemy as sa
from alembic import op

revision = "5c1e0f7a9d42"
down_revision = "3f6d2b90c1a7"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("item", sa.Column("turn_item", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("item", "turn_item")
