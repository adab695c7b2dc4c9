"""Every route that is there: what the public may send, what of gradio is open, and that a stranger gets nothing of the staff's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from tests.ui.conftest import composed
from tests.ui.scripted import AROUND
from tests.ui.staffed import staffed
from ui.narrow import served
from ui.staff.guard import OPEN, OPEN_TO_PROGRAMS

READING = {"GET", "HEAD"}
WRITES = {("POST", "/api/feedback")}
"""What the public may write."""
ASKS = {("POST", "/api/ask"), ("POST", "/mcp"), ("POST", "/gradio_api/queue/join"), ("POST", "/gradio_api/run/predict"), ("POST", "/gradio_api/cancel"), ("POST", "/gradio_api/reset")}  # fmt: skip
"""What is sent without being kept: a question, what was typed, and that nobody waits for an answer."""
REFUSING = "/api/{path:path}"
"""Takes what no other route of the API takes, and says so."""
RUN = "/gradio_api/run/{api_name}"
Route = tuple[str, str]


def routes_of(app: FastAPI) -> tuple[set[Route], set[Route]]:
    """The methods and paths of an application: its own, and those of the gradio mounted in it."""
    *own, mount = app.routes
    return set(_walked(own)), set(_walked(mount.routes))  # type: ignore[attr-defined]


def _walked(routes: Iterable[Any]) -> Iterator[Route]:
    for route in routes:
        if hasattr(route, "original_router"):
            yield from _walked(route.original_router.routes)
        else:
            yield from ((method, route.path) for method in (route.methods or {"POST"}) if route.path != REFUSING)


def laid_out(**settings: Any) -> tuple[Any, FastAPI]:
    """The whole application, and the routes within its guards."""
    whole = within = composed(AROUND, **settings)
    while not isinstance(within, FastAPI):
        parts = vars(within) if hasattr(within, "__dict__") else {"app": within.app}  # type: ignore[attr-defined]
        within = parts.get("_app") or parts["app"]
    return whole, within


def address(path: str) -> str:
    """An address that a route takes."""
    return re.sub(r"{[^}]*}", "1", path)


@pytest.fixture(scope="module")
def public() -> tuple[Any, FastAPI]:
    return laid_out()


@pytest.fixture(scope="module")
def visitor(public: tuple[Any, FastAPI]) -> Iterator[TestClient]:
    with TestClient(public[0], raise_server_exceptions=False) as visitor:
        yield visitor


def test_the_public_may_ask_and_judge_and_write_nothing_else(public: tuple[Any, FastAPI]) -> None:
    own, of_gradio = routes_of(public[1])
    open_ones = own | {
        (method, path.replace("{api_name}", "predict"))
        for method, path in of_gradio
        if served(method, path.replace("{api_name}", "predict"))
    }
    assert {route for route in open_ones if route[0] not in READING} - WRITES == ASKS


def test_of_gradio_only_what_the_page_needs_is_served(public: tuple[Any, FastAPI], visitor: TestClient) -> None:
    own, of_gradio = routes_of(public[1])
    closed = {(method, path) for method, path in of_gradio - own if not served(method, address(path)) and path != RUN}
    assert len(closed) > 60
    for method, path in sorted(closed):  # some that should be closed would never end
        assert (path, visitor.request(method, address(path)).status_code) == (path, 403 if path.startswith("/gradio_api") else 404)


@pytest.mark.parametrize("path", ["/gradio_api/run/0", "/gradio_api/api/predict", "/gradio_api/call/0", "/login", "//gradio_api/upload", "/gradio_api/upload/"])  # fmt: skip
def test_there_is_no_way_round_the_queue(path: str, visitor: TestClient) -> None:
    assert visitor.post(path, json={"data": ["?"]}).status_code in (403, 404)


@pytest.mark.parametrize(
    "body", [{"data": ["?"]}, {"data": [], "fn_index": 0}, {"data": [], "fn_index": 99, "session_hash": "a"}, {"data": "x"}, []]
)
def test_what_no_page_sends_is_told_so(body: object, visitor: TestClient) -> None:
    assert 400 <= visitor.post("/gradio_api/run/predict", json=body).status_code < 500


def test_what_has_to_queue_is_not_run_beside_the_queue(visitor: TestClient) -> None:
    events = {event["id"]: event["queue"] for event in visitor.get("/config").json()["dependencies"]}
    replies = {
        id: visitor.post("/gradio_api/run/predict", json={"data": ["?"], "fn_index": id, "session_hash": "a"}).status_code for id in events
    }
    assert {id for id, status in replies.items() if status == 404} == {id for id, queued in events.items() if queued} != set()


@pytest.mark.parametrize("path", ["/gradio_api/file=/etc/passwd", "/static/../../etc/passwd", "/assets/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "/theme.css/..%2f..%2fetc/passwd"])  # fmt: skip
def test_no_file_outside_the_page_is_read(path: str, visitor: TestClient) -> None:
    reply = visitor.get(path)
    assert reply.status_code in (403, 404)
    assert "root:" not in reply.text


def test_every_route_of_the_staff_refuses_a_stranger() -> None:
    whole, within = laid_out(staff=staffed())
    own, of_gradio = routes_of(within)
    shut = {(method, path) for method, path in own | of_gradio if path not in OPEN and not path.startswith(OPEN_TO_PROGRAMS)}
    assert len(shut) > 90
    with TestClient(whole, follow_redirects=False, client=("192.0.2.7", 1)) as stranger:
        for method, path in sorted(shut):
            assert (path, stranger.request(method, address(path)).status_code) == (path, 401)


def test_the_whole_api_of_the_staff_is_that_of_the_public(public: tuple[Any, FastAPI]) -> None:
    own, _ = routes_of(laid_out(staff=staffed())[1])
    for_programs = {route for route in own if route[1].startswith(OPEN_TO_PROGRAMS)}
    assert for_programs == {route for route in routes_of(public[1])[0] if route[1].startswith(OPEN_TO_PROGRAMS)}
