"""Pictures that the programme names: the logos, kept in the data folder."""
