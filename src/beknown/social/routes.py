"""Social over HTTP: a router of people and their posts, one of videos, and five of conversations."""

from fastapi import APIRouter

from beknown.social.chat_answer_routes import router as chat_answer_router
from beknown.social.chat_group_routes import router as group_router
from beknown.social.chat_manner_routes import router as chat_manner_router
from beknown.social.chat_media_routes import router as chat_media_router
from beknown.social.chat_routes import router as chat_router
from beknown.social.image_routes import router as image_router
from beknown.social.link_routes import router as link_router
from beknown.social.list_routes import router as list_router
from beknown.social.moderation_routes import router as moderation_router
from beknown.social.people_routes import router as people_router
from beknown.social.post_routes import router as post_router
from beknown.social.repost_routes import router as repost_router
from beknown.social.video_routes import post_router as post_video_router
from beknown.social.video_routes import router as video_router

__all__ = [
    "chat_answer_router",
    "chat_manner_router",
    "chat_media_router",
    "chat_router",
    "group_router",
    "router",
    "video_router",
]

router = APIRouter(prefix="/social", tags=["social"])
router.include_router(people_router)
router.include_router(post_router)
router.include_router(image_router)
router.include_router(link_router)
router.include_router(list_router)
router.include_router(moderation_router)
router.include_router(repost_router)
router.include_router(post_video_router)
