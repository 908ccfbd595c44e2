"""Settings from the environment, frozen; read by the wiring and the command line only."""

import secrets
from pathlib import Path
from urllib.parse import urlsplit

from pydantic_settings import BaseSettings, SettingsConfigDict


class UnsafeSettings(Exception):
    """The configuration would lose or leak something; the message is one line for the operator."""


class Settings(BaseSettings):
    """What the operator says. Every field is an environment variable with the prefix ``SOBREMESA_``."""

    model_config = SettingsConfigDict(env_prefix="SOBREMESA_", frozen=True, env_ignore_empty=True)

    data: Path = Path("data")
    database_url: str = ""
    redis_url: str = ""
    public_url: str = ""
    secret: str = ""
    trusted_proxies: str = "127.0.0.1"
    log: str = "info"
    workers: int = 1

    @property
    def database(self) -> str:
        """The database's URL: the one that was set, else a file in the data folder."""
        return self.database_url or f"sqlite:///{(self.data / 'sobremesa.sqlite3').absolute()}"

    @property
    def on_sqlite(self) -> bool:
        """Whether the words are kept in a file of ours."""
        return self.database.startswith("sqlite")

    def checked(self) -> "Settings":
        """These settings, when a server may run with them. Raises :class:`UnsafeSettings`."""
        if self.on_sqlite and self.workers > 1:
            raise UnsafeSettings("SQLite has one writer: run one worker, or set SOBREMESA_DATABASE_URL to PostgreSQL.")
        if self.workers > 1 and not self.redis_url:
            raise UnsafeSettings("Several workers need SOBREMESA_REDIS_URL, so that each hears what the others write.")
        if not self.on_sqlite and len(self.secret) < 32:
            raise UnsafeSettings("With PostgreSQL, SOBREMESA_SECRET is required: at least 32 random characters.")
        if self.public_url and urlsplit(self.public_url).scheme not in ("http", "https"):
            raise UnsafeSettings("SOBREMESA_PUBLIC_URL must begin with http:// or https://.")
        return self

    def with_secret(self) -> "Settings":
        """These settings with a secret: on SQLite one is made once and kept in the data folder, readable by its owner."""
        if self.secret:
            return self
        path = self.data / "secret"
        if not path.exists():
            self.data.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(48))
        return self.model_copy(update={"secret": path.read_text().strip()})
