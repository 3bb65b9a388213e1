"""The ground every domain stands on: database, settings, errors, jobs, blobs, telemetry."""
