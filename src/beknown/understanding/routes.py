"""The routers of understanding, one for each thing that is understood."""

from beknown.understanding.anticipate_routes import router as brief_router
from beknown.understanding.belief_routes import router as belief_router
from beknown.understanding.care_routes import router as care_router
from beknown.understanding.interest_routes import router as interest_router
from beknown.understanding.reading_routes import router as reading_router
from beknown.understanding.rebuild_routes import router as rebuild_router
from beknown.understanding.style_routes import router as style_router
from beknown.understanding.world_routes import router as world_router

__all__ = [
    "belief_router",
    "brief_router",
    "care_router",
    "interest_router",
    "reading_router",
    "rebuild_router",
    "style_router",
    "world_router",
]
