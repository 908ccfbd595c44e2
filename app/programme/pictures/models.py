"""Pictures that the programme names."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from app.programme.models import forum_key
from app.store.columns import utc


class Picture(SQLModel, table=True):
    """The picture of the logo that the programme calls ``file``, kept in the data folder under its ``digest``."""

    __tablename__ = "picture"
    id: str = Field(primary_key=True)
    forum: str = forum_key()
    file: str
    digest: str = Field(index=True)
    media_type: str
    size: int
    width: int
    height: int
    held_at: datetime = Field(sa_column=utc())
    __table_args__ = (UniqueConstraint("forum", "file"),)
