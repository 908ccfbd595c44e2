"""The only place that commits: the write lane, the readers, the journal and the column types."""
