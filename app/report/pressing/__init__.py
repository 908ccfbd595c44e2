"""Files of a report made beside everything else: in processes of low priority, which give their memory back."""
