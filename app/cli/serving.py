"""Running the server process: uvicorn with our protocol, and the environment that its workers inherit."""

import os

import uvicorn
from uvicorn.supervisors import Multiprocess

from app.live.fast import FastProtocol
from app.main import application
from app.settings import Settings
from app.wiring import build


def uvicorn_config(settings: Settings, host: str, port: int) -> uvicorn.Config:
    """How uvicorn runs us. Compression of frames is off: it costs a factor of 3 to 12 and 240 KB per connection."""
    many = settings.workers > 1
    return uvicorn.Config(
        "app.main:create" if many else application(build(settings)),
        factory=many,
        host=host,
        port=port,
        workers=settings.workers,
        ws=FastProtocol,
        ws_per_message_deflate=False,
        ws_max_size=16 * 1024 + 1024,
        ws_ping_interval=None,
        timeout_graceful_shutdown=5,
        timeout_keep_alive=30,
        backlog=4096,
        log_level=settings.log,
        access_log=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies,
        server_header=False,
    )


def serve_forever(settings: Settings, host: str, port: int) -> None:
    """Serve until a signal. Raises ``UnsafeSettings`` or ``UnsafeStore`` before anything listens."""
    settings = settings.checked().with_secret()
    config = uvicorn_config(settings, host, port)
    if settings.workers == 1:
        uvicorn.Server(config).run()
        return
    os.environ.update(
        {f"SOBREMESA_{name.upper()}": str(value) for name, value in settings.model_dump().items() if value != ""}
    )
    build(settings).engines.dispose()  # migrates and checks once, before several workers start
    Multiprocess(config, sockets=[config.bind_socket()]).run()
