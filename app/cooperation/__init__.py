"""The slice cooperation: initiatives from dialogue tables, who stands where on them, and which topics interest whom."""
