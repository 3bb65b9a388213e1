"""The routers of what people do among themselves."""

from beknown.social.chat_group_routes import router as group_router
from beknown.social.chat_routes import router as chat_router

__all__ = ["chat_router", "group_router"]
