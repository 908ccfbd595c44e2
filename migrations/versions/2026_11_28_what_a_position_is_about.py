"""what a position is about: the version in which the authority's words came

Revision: 5e8b1f20c7d4
Follows: 8e5a1c07f3d4
Made: 2026-11-28 09:12:44.120773
"""

import sqlalchemy as sa
from alembic import op

revision = "5e8b1f20c7d4"
down_revision = "8e5a1c07f3d4"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("paragraph", sa.Column("worded", sa.Integer(), nullable=False, server_default="1"))
    # What was said before is of the whole paragraph as it was then: it stays as current or as old as it is.
    op.execute("UPDATE paragraph SET worded = version")


def downgrade() -> None:
    op.drop_column("paragraph", "worded")
