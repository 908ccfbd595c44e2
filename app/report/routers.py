"""The slice's routers."""

from fastapi import APIRouter

from app.report import api, question_routes, routes
from app.report.adopted import api as adopted_api
from app.report.adopted import routes as adopted_routes
from app.report.practices import api as practices_api
from app.report.practices import routes as practices_routes

ROUTERS: tuple[APIRouter, ...] = (
    question_routes.router,
    api.router,
    practices_api.router,
    adopted_api.router,
    practices_routes.router,
    adopted_routes.router,
    routes.router,
)
