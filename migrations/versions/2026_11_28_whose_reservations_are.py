"""whose the published reservations are, released by the chair

Revision: 92d6a3fe0b18
Follows: 3f5a8c1d92b6
Made: 2026-11-28 10:03:27.845102
"""

import sqlalchemy as sa
from alembic import op

revision = "92d6a3fe0b18"
down_revision = "3f5a8c1d92b6"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("communique", sa.Column("named_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("communique", "named_at")
