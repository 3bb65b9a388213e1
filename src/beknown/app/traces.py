"""Traces, only when the operator names an endpoint: routes, statuses and durations, never content."""

from fastapi import FastAPI
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.instrumentation.fastapi import FastAPIInstrumentor
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor


def add_traces(app: FastAPI, endpoint: str) -> TracerProvider:
    """Send a span for each request to an OTLP/HTTP endpoint.

    Returns:
        The provider, to be shut down with the server so that the last spans are sent.
    """
    provider = TracerProvider(resource=Resource.create({"service.name": "beknown"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=endpoint)))
    FastAPIInstrumentor.instrument_app(app, tracer_provider=provider, excluded_urls="/api/health,/metrics")
    return provider
