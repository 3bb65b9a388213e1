"""Threads, which comes inside the Instagram export and is a source of its own."""

import re

from beknown.sources.parts.meta_export import Owner, read_profile
from beknown.sources.parts.meta_labels import labelled_values
from beknown.sources.parts.meta_records import draft_post, labelled
from beknown.sources.records import rule
from beknown.sources.shape import find_fields, find_list
from beknown.sources.types import Claim, ReadOptions

THREADS_FOLDER = re.compile(r"(?:^|/)threads/[^/]+$")
_PROFILE = r"(?:^|/)threads/personal_information\.json$"


def threads_owner(claim: Claim, options: ReadOptions, around: Owner) -> Owner:
    """The Threads account by its profile, else the Instagram account that it belongs to."""
    for users in read_profile(claim, _PROFILE, options).values():
        for value in labelled_values(find_fields(next(iter(find_list(users)), None))):
            if value.label in {"username", "name"} and value.value:
                return Owner(around.name or value.value, value.value)
    return around


THREADS_RULES = (
    rule(r"threads/threads_and_replies\.json", draft_post("social.post.published.v1", "thread")),
    rule(r"threads/liked_threads\.json", labelled("social.reaction.given.v1", "liked_thread")),
    rule(r"threads/following\.json", labelled("social.person.followed.v1", "follow")),
    rule(r"threads/followers[^/]*\.json", labelled("social.contact.added.v1", "follower")),
    rule(r"threads/saved_threads\.json", labelled("social.item.saved.v1", "saved")),
    rule(r"threads/threads_viewed\.json", labelled("social.item.viewed.v1", "viewed")),
    rule(r"threads/blocked_profiles\.json", labelled("app.activity.recorded.v1", "blocked")),
    rule(r"threads/personal_information\.json", labelled("profile.fact.stated.v1", "fact")),
)
