"""The slice communique: the text that a forum adopts, paragraph by paragraph, and how it came about."""
