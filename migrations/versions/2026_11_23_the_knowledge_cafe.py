"""the knowledge cafe

Revision: ab96875e5951
Follows: nothing
Made: 2026-11-23 22:50:57.475217
"""

import sqlalchemy as sa
from alembic import op

revision = "ab96875e5951"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "database_epoch",
        sa.Column("only", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("only"),
    )
    op.create_table(
        "forum",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("credit", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("privacy", sa.String(), nullable=False),
        sa.Column("writing", sa.String(), nullable=False),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("retention_days", sa.Integer(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_table(
        "announcement",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("announcement", schema=None) as batch_op:
        batch_op.create_index("announcement_newest", ["forum", "seq"], unique=False)
        batch_op.create_index(batch_op.f("ix_announcement_forum"), ["forum"], unique=False)
        batch_op.create_index(batch_op.f("ix_announcement_item"), ["item"], unique=False)

    op.create_table(
        "delegation",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("groups", sa.JSON(), nullable=False),
        sa.Column("standing", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("forum", "key"),
    )
    with op.batch_alter_table("delegation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delegation_forum"), ["forum"], unique=False)

    op.create_table(
        "framework",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("forum", "key"),
    )
    with op.batch_alter_table("framework", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_framework_forum"), ["forum"], unique=False)

    op.create_table(
        "item",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("technique", sa.String(), nullable=False),
        sa.Column("starts", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("block", sa.String(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("minutes_by_phase", sa.JSON(), nullable=False),
        sa.Column("background", sa.JSON(), nullable=False),
        sa.Column("references", sa.JSON(), nullable=False),
        sa.Column("presents", sa.JSON(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("phase_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("phase_by", sa.String(), nullable=True),
        sa.Column("clock_seconds", sa.Integer(), nullable=False),
        sa.Column("clock_left", sa.Float(), nullable=False),
        sa.Column("clock_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("clock_running", sa.Boolean(), nullable=False),
        sa.Column("turn_table", sa.String(), nullable=True),
        sa.Column("turn_question", sa.String(), nullable=True),
        sa.Column("turn_since", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("forum", "number"),
    )
    with op.batch_alter_table("item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_item_forum"), ["forum"], unique=False)

    op.create_table(
        "journal",
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("command", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=True),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("forum", "seq"),
    )
    op.create_table(
        "key_finding",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("rank", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_texts", sa.JSON(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_seq", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("key_finding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_key_finding_forum"), ["forum"], unique=False)
        batch_op.create_index("key_finding_by_item", ["forum", "item"], unique=False)

    op.create_table(
        "note",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("speaker", sa.String(), nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_seq", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_note_forum"), ["forum"], unique=False)
        batch_op.create_index("note_by_item", ["forum", "item"], unique=False)

    op.create_table(
        "participant",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("affiliation", sa.String(), nullable=False),
        sa.Column("delegation", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_participant_forum"), ["forum"], unique=False)

    op.create_table(
        "receipt",
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("forum", "id"),
    )
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.create_index("receipt_by_seq", ["forum", "seq"], unique=False)

    op.create_table(
        "role_link",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=True),
        sa.Column("delegation", sa.String(), nullable=True),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash"),
    )
    with op.batch_alter_table("role_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_link_forum"), ["forum"], unique=False)

    op.create_table(
        "set_aside",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("kind", "id"),
    )
    with op.batch_alter_table("set_aside", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_set_aside_forum"), ["forum"], unique=False)
        batch_op.create_index("set_aside_by_item", ["forum", "item"], unique=False)

    op.create_table(
        "showing",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("screen", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("thing", sa.String(), nullable=True),
        sa.Column("things", sa.JSON(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("showing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_showing_forum"), ["forum"], unique=False)
        batch_op.create_index("showing_by_screen", ["forum", "screen", "seq"], unique=False)

    op.create_table(
        "source",
        sa.Column("made_kind", sa.String(), nullable=False),
        sa.Column("made", sa.String(), nullable=False),
        sa.Column("origin_kind", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("origin_version", sa.Integer(), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("made_kind", "made", "origin_kind", "origin"),
    )
    with op.batch_alter_table("source", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_source_forum"), ["forum"], unique=False)
        batch_op.create_index("source_by_origin", ["forum", "origin_kind", "origin"], unique=False)

    op.create_table(
        "hall_step",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["item"], ["item.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("hall_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hall_step_forum"), ["forum"], unique=False)
        batch_op.create_index(batch_op.f("ix_hall_step_item"), ["item"], unique=False)

    op.create_table(
        "key_finding_version",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("key_finding", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("clashed", sa.Boolean(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["key_finding"], ["key_finding.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("key_finding_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_key_finding_version_forum"), ["forum"], unique=False)
        batch_op.create_index(batch_op.f("ix_key_finding_version_key_finding"), ["key_finding"], unique=False)

    op.create_table(
        "pass",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("participant", sa.String(), nullable=False),
        sa.Column("secret_hash", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["participant"], ["participant.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("secret_hash"),
    )
    with op.batch_alter_table("pass", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pass_forum"), ["forum"], unique=False)
        batch_op.create_index(batch_op.f("ix_pass_participant"), ["participant"], unique=False)

    op.create_table(
        "question",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["item"], ["item.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_question_forum"), ["forum"], unique=False)
        batch_op.create_index(batch_op.f("ix_question_item"), ["item"], unique=False)

    op.create_table(
        "reference",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("framework", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("section", sa.JSON(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["framework"], ["framework.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("forum", "key"),
    )
    with op.batch_alter_table("reference", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reference_forum"), ["forum"], unique=False)

    op.create_table(
        "role_grant",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("participant", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=True),
        sa.Column("delegation", sa.String(), nullable=True),
        sa.Column("made_pass", sa.Boolean(), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["link"], ["role_link.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["participant"], ["participant.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("participant", "link"),
    )
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_grant_forum"), ["forum"], unique=False)
        batch_op.create_index(batch_op.f("ix_role_grant_link"), ["link"], unique=False)
        batch_op.create_index(batch_op.f("ix_role_grant_participant"), ["participant"], unique=False)
        batch_op.create_index("role_grant_by_forum", ["forum", "role"], unique=False)

    op.create_table(
        "round_table",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("question", sa.String(), nullable=True),
        sa.Column("pen", sa.String(), nullable=True),
        sa.Column("reporter", sa.String(), nullable=True),
        sa.Column("help_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ready_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("merged_into", sa.String(), nullable=True),
        sa.Column("sent_to", sa.String(), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["item"], ["item.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("forum", "code"),
    )
    with op.batch_alter_table("round_table", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_round_table_forum"), ["forum"], unique=False)
        batch_op.create_index(batch_op.f("ix_round_table_item"), ["item"], unique=False)

    op.create_table(
        "answer",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("round_table", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=True),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("affiliation", sa.String(), nullable=False),
        sa.Column("delegation", sa.String(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_seq", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["round_table"], ["round_table.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.create_index("answer_by_table", ["forum", "round_table", "first_seq"], unique=False)
        batch_op.create_index(batch_op.f("ix_answer_forum"), ["forum"], unique=False)

    op.create_table(
        "finding",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("round_table", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("signed_version", sa.Integer(), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_seq", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["round_table"], ["round_table.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.create_index("finding_by_item", ["forum", "item"], unique=False)
        batch_op.create_index("finding_by_table", ["forum", "round_table"], unique=False)
        batch_op.create_index(batch_op.f("ix_finding_forum"), ["forum"], unique=False)

    op.create_table(
        "seat",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("round_table", sa.String(), nullable=False),
        sa.Column("participant", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["item"], ["item.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["round_table"], ["round_table.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seat_forum"), ["forum"], unique=False)
        batch_op.create_index(batch_op.f("ix_seat_item"), ["item"], unique=False)
        batch_op.create_index(batch_op.f("ix_seat_participant"), ["participant"], unique=False)
        batch_op.create_index(batch_op.f("ix_seat_round_table"), ["round_table"], unique=False)

    op.create_table(
        "agreement",
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["answer"], ["answer.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("answer", "person"),
    )
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agreement_forum"), ["forum"], unique=False)

    op.create_table(
        "answer_version",
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["answer"], ["answer.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("answer", "version"),
    )
    with op.batch_alter_table("answer_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_version_forum"), ["forum"], unique=False)

    op.create_table(
        "comment",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("finding", sa.String(), nullable=False),
        sa.Column("round_table", sa.String(), nullable=True),
        sa.Column("stance", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("affiliation", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_seq", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["finding"], ["finding.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.create_index("comment_by_item", ["forum", "item"], unique=False)
        batch_op.create_index(batch_op.f("ix_comment_finding"), ["finding"], unique=False)
        batch_op.create_index(batch_op.f("ix_comment_forum"), ["forum"], unique=False)

    op.create_table(
        "finding_version",
        sa.Column("finding", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["finding"], ["finding.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("finding", "version"),
    )
    with op.batch_alter_table("finding_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_finding_version_forum"), ["forum"], unique=False)

    op.create_table(
        "sign_off",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("finding", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("affiliation", sa.String(), nullable=False),
        sa.Column("dissent", sa.Text(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["finding"], ["finding.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["forum"], ["forum.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("sign_off", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_off_finding"), ["finding"], unique=False)
        batch_op.create_index(batch_op.f("ix_sign_off_forum"), ["forum"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("sign_off", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_off_forum"))
        batch_op.drop_index(batch_op.f("ix_sign_off_finding"))

    op.drop_table("sign_off")
    with op.batch_alter_table("finding_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_finding_version_forum"))

    op.drop_table("finding_version")
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_comment_forum"))
        batch_op.drop_index(batch_op.f("ix_comment_finding"))
        batch_op.drop_index("comment_by_item")

    op.drop_table("comment")
    with op.batch_alter_table("answer_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answer_version_forum"))

    op.drop_table("answer_version")
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agreement_forum"))

    op.drop_table("agreement")
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_seat_round_table"))
        batch_op.drop_index(batch_op.f("ix_seat_participant"))
        batch_op.drop_index(batch_op.f("ix_seat_item"))
        batch_op.drop_index(batch_op.f("ix_seat_forum"))

    op.drop_table("seat")
    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_finding_forum"))
        batch_op.drop_index("finding_by_table")
        batch_op.drop_index("finding_by_item")

    op.drop_table("finding")
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answer_forum"))
        batch_op.drop_index("answer_by_table")

    op.drop_table("answer")
    with op.batch_alter_table("round_table", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_round_table_item"))
        batch_op.drop_index(batch_op.f("ix_round_table_forum"))

    op.drop_table("round_table")
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.drop_index("role_grant_by_forum")
        batch_op.drop_index(batch_op.f("ix_role_grant_participant"))
        batch_op.drop_index(batch_op.f("ix_role_grant_link"))
        batch_op.drop_index(batch_op.f("ix_role_grant_forum"))

    op.drop_table("role_grant")
    with op.batch_alter_table("reference", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reference_forum"))

    op.drop_table("reference")
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_question_item"))
        batch_op.drop_index(batch_op.f("ix_question_forum"))

    op.drop_table("question")
    with op.batch_alter_table("pass", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pass_participant"))
        batch_op.drop_index(batch_op.f("ix_pass_forum"))

    op.drop_table("pass")
    with op.batch_alter_table("key_finding_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_key_finding_version_key_finding"))
        batch_op.drop_index(batch_op.f("ix_key_finding_version_forum"))

    op.drop_table("key_finding_version")
    with op.batch_alter_table("hall_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_hall_step_item"))
        batch_op.drop_index(batch_op.f("ix_hall_step_forum"))

    op.drop_table("hall_step")
    with op.batch_alter_table("source", schema=None) as batch_op:
        batch_op.drop_index("source_by_origin")
        batch_op.drop_index(batch_op.f("ix_source_forum"))

    op.drop_table("source")
    with op.batch_alter_table("showing", schema=None) as batch_op:
        batch_op.drop_index("showing_by_screen")
        batch_op.drop_index(batch_op.f("ix_showing_forum"))

    op.drop_table("showing")
    with op.batch_alter_table("set_aside", schema=None) as batch_op:
        batch_op.drop_index("set_aside_by_item")
        batch_op.drop_index(batch_op.f("ix_set_aside_forum"))

    op.drop_table("set_aside")
    with op.batch_alter_table("role_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_role_link_forum"))

    op.drop_table("role_link")
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.drop_index("receipt_by_seq")

    op.drop_table("receipt")
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_participant_forum"))

    op.drop_table("participant")
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.drop_index("note_by_item")
        batch_op.drop_index(batch_op.f("ix_note_forum"))

    op.drop_table("note")
    with op.batch_alter_table("key_finding", schema=None) as batch_op:
        batch_op.drop_index("key_finding_by_item")
        batch_op.drop_index(batch_op.f("ix_key_finding_forum"))

    op.drop_table("key_finding")
    op.drop_table("journal")
    with op.batch_alter_table("item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_item_forum"))

    op.drop_table("item")
    with op.batch_alter_table("framework", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_framework_forum"))

    op.drop_table("framework")
    with op.batch_alter_table("delegation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_delegation_forum"))

    op.drop_table("delegation")
    with op.batch_alter_table("announcement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_announcement_item"))
        batch_op.drop_index(batch_op.f("ix_announcement_forum"))
        batch_op.drop_index("announcement_newest")

    op.drop_table("announcement")
    op.drop_table("forum")
    op.drop_table("database_epoch")
