"""The hall's commands: tables added, closed, opened, split, merged, swapped; people seated; and the undo of each."""
