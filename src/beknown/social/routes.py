"""Social over HTTP: one router of all its parts."""

from fastapi import APIRouter

from beknown.social.image_routes import router as image_router
from beknown.social.list_routes import router as list_router
from beknown.social.people_routes import router as people_router
from beknown.social.post_routes import router as post_router

router = APIRouter(prefix="/social", tags=["social"])
router.include_router(people_router)
router.include_router(post_router)
router.include_router(image_router)
router.include_router(list_router)
