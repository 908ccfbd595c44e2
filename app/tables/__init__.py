"""The slice tables: round tables, seats, pens, answers and the reporter."""
