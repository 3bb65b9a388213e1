"""Traces leave the machine only for an endpoint that the operator named."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import httpx
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from tests.walks.running import serving

pytestmark = pytest.mark.slow  # it starts a whole server


class Collector(BaseHTTPRequestHandler):
    """A small OTLP/HTTP collector."""

    spans: list[str] = []  # noqa: RUF012 - the server makes an instance for each request

    def do_POST(self) -> None:
        """Take spans."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        request = ExportTraceServiceRequest.FromString(body)
        self.spans.extend(s.name for r in request.resource_spans for c in r.scope_spans for s in c.spans)
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the signature is http.server's
        """Stay quiet."""


@pytest.fixture
def collector() -> Iterator[str]:
    """The address of a running collector."""
    server = HTTPServer(("127.0.0.1", 0), Collector)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1/traces"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_request_is_traced_by_its_route_when_an_endpoint_is_set(home: Path, collector: str) -> None:
    with serving(home, {"BEKNOWN_OTEL_ENDPOINT": collector}) as running:
        httpx.get(f"{running.url}/api/tasks")
    assert any(name.startswith("GET /api/tasks") for name in Collector.spans)
