"""The call that every word makes, on a route of its own in front of all routers.

In a hall where everybody writes at once, finding the route and solving its dependencies would cost more than writing the
word does. The OpenAPI document describes it where it belongs, in ``api.py``; both do the same.
"""

from typing import Final

from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.tables.api import AnswerBody, write_answer
from app.web.visit import visit


async def _put_answer(request: Request) -> Response:
    here = await visit(request)
    try:
        body = AnswerBody.model_validate_json(await request.body())
    except ValidationError as fault:
        raise RequestValidationError([{**e, "loc": ("body", *e["loc"])} for e in fault.errors()]) from fault
    return await write_answer(here, request.path_params["answer"], body)


ROUTE: Final = Route("/api/v1/answers/{answer}", _put_answer, methods=["PUT"])
