"""Everything of the organizer's that answers over HTTP, in the order in which it is asked."""

from typing import Final

from app.organizer import api, bringing, file_routes, link_routes, routes

LARGER: Final = (*file_routes.LARGER, *bringing.LARGER)
"""Where a programme file or a picture may come in."""

ROUTERS: Final = (
    api.router,
    file_routes.api,
    link_routes.api,
    routes.router,
    file_routes.router,
    link_routes.router,
)
