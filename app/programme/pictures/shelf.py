"""Where the pictures' files are: in the data folder, by the digest of what they hold."""

from pathlib import Path
from typing import Final

from app.store.shelf import Shelf

FOLDER: Final = "pictures"


class Pictures(Shelf):
    """The pictures of a data folder."""

    def __init__(self, data: Path) -> None:
        super().__init__(data, FOLDER)
