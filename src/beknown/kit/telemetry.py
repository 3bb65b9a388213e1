"""Logs, metrics and traces. They hold ids, counts and durations: never text, names, queries or file names."""

import logging
import sys
import traceback
from pathlib import Path
from typing import cast

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from beknown.kit.settings import Settings

REGISTRY = CollectorRegistry()

REQUESTS = Counter("beknown_requests", "HTTP requests.", ["route", "method", "status"], registry=REGISTRY)
REQUEST_SECONDS = Histogram("beknown_request_seconds", "Duration of a request.", ["route"], registry=REGISTRY)
JOBS = Counter("beknown_jobs", "Jobs that ended.", ["name", "outcome"], registry=REGISTRY)
JOB_SECONDS = Histogram(
    "beknown_job_seconds",
    "Duration of a job.",
    ["name"],
    registry=REGISTRY,
    buckets=(0.01, 0.1, 1, 10, 60, 600, 3600),
)
EVENTS_APPENDED = Counter("beknown_events_appended", "Events appended.", ["outcome"], registry=REGISTRY)
STREAMS = Gauge("beknown_open_streams", "Answers being streamed now.", registry=REGISTRY)

Logger = structlog.stdlib.BoundLogger


def get_logger(name: str) -> Logger:
    """Give a logger; call it with an event name and ids or counts as keyword arguments."""
    return structlog.stdlib.get_logger(name)


def configure_logs(settings: Settings) -> None:
    """Send all logs, those of libraries included, to standard error in the chosen shape."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            # A library's line keeps its template and loses its arguments, which may quote content.
            use_get_message=False,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _only_error_kind,
                structlog.processors.JSONRenderer()
                if settings.log_format == "json"
                else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("beknown").setLevel(settings.log_level.upper())


def _only_error_kind(
    _logger: logging.Logger, _name: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """An exception is logged by its kind and the places in the code; its message may quote content."""
    found = cast("object", event.pop("exc_info", None))
    error = sys.exc_info()[1] if found is True else _error_in(found)
    if error is not None:
        event["error"] = type(error).__name__
        frames = traceback.extract_tb(error.__traceback__)[-12:]
        event["at"] = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return event


def _error_in(found: object) -> BaseException | None:
    candidates = cast("tuple[object, ...]", found) if isinstance(found, tuple) else (found,)
    return next((each for each in candidates if isinstance(each, BaseException)), None)
