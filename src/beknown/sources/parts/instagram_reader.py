"""Instagram's "Download your information" in JSON, layouts of 2021 to today."""

import re
from collections.abc import Iterator

from beknown.events import EventDraft
from beknown.sources.detect import Part
from beknown.sources.keys import key_of
from beknown.sources.parts.meta_export import (
    ANY_PATH,
    Owner,
    Section,
    ask_owner,
    infer_owner,
    read_export,
    read_profile,
    take,
    waiting,
)
from beknown.sources.parts.meta_labels import labelled_values
from beknown.sources.parts.meta_messages import MESSAGE_RULE
from beknown.sources.parts.meta_records import draft_post, labelled
from beknown.sources.parts.threads_reader import THREADS_FOLDER, THREADS_RULES, threads_owner
from beknown.sources.records import Place, rule
from beknown.sources.shape import find_fields, find_list, get_fields
from beknown.sources.types import (
    Claim,
    Container,
    Drafting,
    Entry,
    Nothing,
    Question,
    ReadItem,
    ReadOptions,
    Record,
)

_MARKERS = re.compile(
    r"^(?P<root>(?:[^/]+/){0,3}?)(?:your_instagram_activity/|account_information/personal_information\."
    r"|content/(?:posts_1|stories|reels)\.|connections/followers_and_following/"
    r"|personal_information/(?:personal_information/)?personal_information\."
    r"|(?:messages/inbox|media/(?:posts|stories|reels|other|archived_posts))/|likes/liked_|threads/threads_and_replies\.)"
)
_PROFILE = r"(?:^|/)(?<!threads/)personal_information\.json$"
_UNSET_BIRTHDAY = "1919-01-01"
_SKIPPED_FACTS = frozenset({"phone confirmed", "private account"})


def takes(container: Container) -> list[tuple[str, Entry]]:
    """Everything below an Instagram export's root."""
    return take(container, _MARKERS)


def read(claim: Claim, options: ReadOptions) -> Iterator[ReadItem]:
    """Every record of the export."""
    owner = owner_of(claim, options)
    if any(True for _ in ask_owner(claim, options, owner)):
        yield from ask(claim, options)
        yield from waiting(claim, "instagram")
        return
    threads = Section("threads", THREADS_FOLDER, THREADS_RULES, threads_owner(claim, options, owner))
    yield from read_export(claim, options, (threads, Section("instagram", ANY_PATH, RULES, owner)))


def ask(claim: Claim, options: ReadOptions) -> Iterator[Question]:
    """Who the person is, where the export does not say."""
    return ask_owner(claim, options, owner_of(claim, options))


def owner_of(claim: Claim, options: ReadOptions) -> Owner:
    """The account's name and handle, by its profile; else by who takes part in every thread."""
    document = read_profile(claim, _PROFILE, options)
    for users in document.values():
        values = labelled_values(find_fields(next(iter(find_list(users)), None)))
        facts = {value.label: value.value for value in values}
        handle = facts.get("username") or facts.get("gebruikersnaam") or facts.get("benutzername") or ""
        name = facts.get("name") or facts.get("naam") or facts.get("nombre") or facts.get("nom") or ""
        members = infer_owner(claim, options)
        if name or handle:
            spoken = members[0] or next((one for one in members[1] if one in {name, handle}), "")
            return Owner(spoken or name or handle, handle or name)
    return Owner(infer_owner(claim, options)[0], "")


def _fact(record: Record, place: Place) -> Drafting:
    fields = get_fields(record.value)
    values = labelled_values(fields)
    if not values:
        yield Nothing("the profile states nothing")
    for value in values:
        if not value.value or value.value == _UNSET_BIRTHDAY or value.label in _SKIPPED_FACTS:
            yield Nothing(f"{value.label!r} is not set")
            continue
        text = f"{value.label.capitalize()}: {value.value}"
        yield EventDraft(
            type="profile.fact.stated.v1",
            key=place.ordinals.mark(key_of("fact", text)),
            occurred_at=value.at,
            text=text,
            speaker=place.owner or None,
            is_mine=True,
            payload={"field": value.label, "fact": value.value},
        )


_LIKED = labelled("social.reaction.given.v1", "liked")
_VIEWED = labelled("social.item.viewed.v1", "viewed")
RULES = (
    MESSAGE_RULE,
    rule(r"personal_information\.json", _fact),
    rule(r"(?:media|content)/(?:archived_)?posts(?:_\d+)?\.json", draft_post("social.post.published.v1", "post")),
    rule(r"(?:media|content)/(?:reels|igtv_videos)(?:_\d+)?\.json", draft_post("social.post.published.v1", "reel")),
    rule(r"(?:media|content)/stories(?:_\d+)?\.json", draft_post("social.story.published.v1", "story")),
    rule(r"(?:media|content)/profile_photos\.json", draft_post("social.post.published.v1", "profile_photo")),
    rule(r"comments/(?:post_comments|reels_comments)(?:_\d+)?\.json",
         labelled("social.comment.written.v1", "comment")),
    rule(r"likes/liked_(?:posts|comments)\.json", _LIKED),
    rule(r"story_(?:interactions|sticker_interactions)/[a-z_]+(?:_\d+)?\.json",
         labelled("social.reaction.given.v1", "story")),
    rule(r"saved/saved_(?:posts|collections)\.json", labelled("social.item.saved.v1", "saved")),
    rule(r"followers_and_following/following(?:_\d+)?\.json", labelled("social.person.followed.v1", "follow")),
    rule(r"followers_and_following/followers(?:_\d+)?\.json", labelled("social.contact.added.v1", "follower")),
    rule(r"followers_and_following/close_friends\.json", labelled("social.person.befriended.v1", "close_friend")),
    rule(r"(?:profile|word_or_phrase|keyword|tag|place|account)_searches\.json",
         labelled("web.search.made.v1", "search")),
    rule(r"(?:posts_viewed|videos_watched|ads_viewed|suggested_profiles_viewed)\.json", _VIEWED),
)  # fmt: skip
PART = Part("instagram", takes, read, ask)
