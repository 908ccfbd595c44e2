"""The counterpart of ``bench.answers``: FastAPI with one ORM commit per request, on the same SQLite settings."""

import sys
import tempfile
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel
from sqlalchemy import event
from sqlmodel import Field, Session, SQLModel, create_engine


class Line(SQLModel, table=True):
    id: str = Field(primary_key=True)
    table: str
    text: str


class Body(BaseModel):
    table: str
    text: str


engine = create_engine(f"sqlite:///{Path(tempfile.mkdtemp()) / 'one.sqlite3'}", connect_args={"timeout": 60})
app = FastAPI()


@event.listens_for(engine, "connect")
def _durable(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")


@app.get("/")
def root() -> dict[str, str]:
    return {}


@app.put("/answers/{answer}", status_code=201)
def put_answer(answer: str, body: Body) -> dict[str, str]:
    with Session(engine) as session:
        session.add(Line(id=answer, table=body.table, text=body.text))
        session.commit()
    return {"id": answer, "text": body.text}


if __name__ == "__main__":
    SQLModel.metadata.create_all(engine)
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="error", access_log=False)
