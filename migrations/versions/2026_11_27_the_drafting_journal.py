"""the drafting journal, released by the chair

Revision: c4d90f6a17e2
Follows: 6d1c94e7b8a2
Made: 2026-11-27 05:22:18.330914
"""

import sqlalchemy as sa
from alembic import op

revision = "c4d90f6a17e2"
down_revision = "6d1c94e7b8a2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("communique", sa.Column("released_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("communique", "released_at")
