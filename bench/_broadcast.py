"""The counterpart of ``bench.deliveries``: a plain ``websockets`` server that broadcasts to everyone."""

import asyncio
import sys
from http import HTTPStatus

import websockets
from websockets.asyncio.server import ServerConnection, broadcast, serve

connections: set[ServerConnection] = set()


async def listen(connection: ServerConnection) -> None:
    connections.add(connection)
    try:
        async for message in connection:
            if isinstance(message, str) and message.startswith("send "):
                broadcast(connections, message[5:])
    except websockets.ConnectionClosedError:
        pass
    finally:
        connections.discard(connection)


def plain_http(connection: ServerConnection, request: websockets.http11.Request) -> websockets.http11.Response | None:
    return connection.respond(HTTPStatus.OK, "") if request.path == "/" else None


async def main(port: int) -> None:
    async with serve(listen, "127.0.0.1", port, compression=None, process_request=plain_http, ping_interval=None):
        await asyncio.get_running_loop().create_future()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
