"""The commands of tables: seats and pens, answers, and the hall."""
