"""Beknown: an open personal AI that people run for themselves."""

import os

# Two libraries keep threads of their own that go on spinning for milliseconds after their work, on the cores that the
# rest of an answer needs; a question that is embedded and then ranked took twice as long for it. Ranking needs one
# thread, the embedding's may spin for a moment only. Both libraries read this once, when they are loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("GOMP_SPINCOUNT", "3000")
