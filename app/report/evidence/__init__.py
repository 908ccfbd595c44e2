"""The evidence bundle: the report, the data, every link of every sentence and the journal, under one seal."""
