"""Facebook's "Download your information" in JSON, layouts of 2018 to today."""

import re
from collections.abc import Iterator

from beknown.events import EventDraft, JsonValue, MediaDraft
from beknown.sources.detect import Part
from beknown.sources.keys import key_of
from beknown.sources.moment import from_seconds
from beknown.sources.parts.facebook_profile import draft_profile
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
from beknown.sources.parts.meta_labels import labelled_values, link_of, name_of, time_of, words_of
from beknown.sources.parts.meta_messages import MESSAGE_RULE, media_draft, media_place
from beknown.sources.records import Place, rule
from beknown.sources.shape import (
    Fields,
    find_fields,
    find_list,
    find_text,
    get_fields,
    get_text,
    join_lines,
    without,
)
from beknown.sources.types import (
    Claim,
    Container,
    Drafting,
    Entry,
    Misshapen,
    Nothing,
    Question,
    ReadItem,
    ReadOptions,
    Record,
)

_MARKERS = re.compile(
    r"^(?P<root>(?:[^/]+/){0,3}?)(?:your_facebook_activity/|(?:personal_information/)?profile_information/profile_information"
    r"|messages/(?:inbox|archived_threads|filtered_threads|message_requests|e2ee_cutover)/"
    r"|posts/your_posts|friends(?:_and_followers)?/(?:your_)?friends|comments(?:_and_reactions)?/comments\.json"
    r"|logged_information/search/)"
)
_INSTAGRAM = re.compile(
    r"^(?P<root>(?:[^/]+/){0,3}?)(?:your_instagram_activity/|account_information/personal_information|content/posts_1"
    r"|connections/followers_and_following/|media/(?:posts|stories|other)/"
    r"|personal_information/(?:personal_information/)?personal_information\.)"
)
_PROFILE = r"(?:^|/)profile_information/profile_information\.json$"


def takes(container: Container) -> list[tuple[str, Entry]]:
    """Facebook's, except what lies below the root of an Instagram export, whose messages look alike."""
    taken = take(container, _MARKERS)
    others = {id(entry) for _, entry in take(container, _INSTAGRAM)} if taken else set[int]()
    return [(path, entry) for path, entry in taken if id(entry) not in others]


def read(claim: Claim, options: ReadOptions) -> Iterator[ReadItem]:
    """Every record of the export."""
    owner = _owner(claim, options)
    if any(True for _ in ask_owner(claim, options, owner)):
        yield from ask(claim, options)
        yield from waiting(claim, "facebook")
        return
    yield from read_export(claim, options, (Section("facebook", ANY_PATH, RULES, owner),))


def ask(claim: Claim, options: ReadOptions) -> Iterator[Question]:
    """Who the person is, where the export does not say."""
    return ask_owner(claim, options, _owner(claim, options))


def _owner(claim: Claim, options: ReadOptions) -> Owner:
    document = read_profile(claim, _PROFILE, options)
    profile = find_fields(document.get("profile_v2") or document.get("profile"))
    name = find_fields(profile.get("name"))
    full = find_text(name.get("full_name")) or find_text(profile.get("name"))
    if not full:
        full = infer_owner(claim, options)[0]
    return Owner(full, full)


def _post(record: Record, place: Place) -> Drafting:
    fields = get_fields(record.value)
    if "label_values" in fields:
        yield from _labelled("social.post.published.v1", "post")(record, place)
        return
    written = [find_text(find_fields(one).get("post")) for one in find_list(fields.get("data"))]
    parts, media, seen = _attachments(fields, place)
    text = join_lines(*written, *parts)
    if not text and not media and not seen:
        text = get_text(fields, "title")
    if not text and not media and not seen:
        yield Nothing("the post has no content")
        return
    base = key_of("post", fields.get("timestamp"), *written, *(uri.rpartition("/")[2] for uri in seen))
    payload = {**without(fields, "timestamp", "data", "attachments"), **_seen(seen)}
    yield _mine("social.post.published.v1", base, fields.get("timestamp"), text, place, payload, media)


def _attachments(fields: Fields, place: Place) -> tuple[list[str], tuple[MediaDraft, ...], list[str]]:
    parts: list[str] = []
    media: list[MediaDraft] = []
    uris: list[str] = []
    for attachment in find_list(fields.get("attachments")):
        for one in find_list(find_fields(attachment).get("data")):
            data = find_fields(one)
            found = find_fields(data.get("media"))
            link, spot = find_fields(data.get("external_context")), find_fields(data.get("place"))
            parts += [find_text(data.get("text")), find_text(link.get("name")), find_text(link.get("url"))]
            parts += [find_text(spot.get("name")), find_text(spot.get("address"))]
            parts += [find_text(found.get("description"))]
            if found:
                uris.append(find_text(found.get("uri")))
                media.extend(media_draft(found, place))
    return parts, tuple(media), uris


def _seen(uris: list[str]) -> dict[str, JsonValue]:
    return {"files": [uri for uri in uris]} if uris else {}  # noqa: C416 - widens list[str] to JSON


def _photo(record: Record, place: Place) -> Drafting:
    fields = get_fields(record.value)
    uri = get_text(fields, "uri")
    if not uri:
        raise Misshapen("a picture without a file")
    text = join_lines(get_text(fields, "title"), get_text(fields, "description"))
    stamp = fields.get("creation_timestamp")
    payload: dict[str, JsonValue] = {"files": [uri], **media_place(fields)}
    base = key_of("photo", stamp, uri.rpartition("/")[2])
    yield _mine("social.post.published.v1", base, stamp, text, place, payload, media_draft(fields, place))


def _album(record: Record, place: Place) -> Drafting:
    if record.key == "photos":
        yield from _photo(record, place)
    else:
        raise Misshapen(f"{record.key!r} is not known in an album")


def _comment(record: Record, place: Place) -> Drafting:
    fields = get_fields(record.value)
    if "label_values" in fields:
        yield from _labelled("social.comment.written.v1", "comment")(record, place)
        return
    inner = find_fields(find_fields(next(iter(find_list(fields.get("data"))), None)).get("comment"))
    text = find_text(inner.get("comment"))
    parts, media, seen = _attachments(fields, place)
    text = join_lines(text, *parts)
    if not text and not media:
        yield Nothing("the comment has no text")
        return
    stamp = fields.get("timestamp") or inner.get("timestamp")
    payload = {
        **without(fields, "timestamp", "data", "attachments"),
        **without(inner, "comment", "timestamp"),
    }
    base = key_of("comment", stamp, text)
    yield _mine("social.comment.written.v1", base, stamp, text, place, {**payload, **_seen(seen)}, media)


def _reaction(record: Record, place: Place) -> Drafting:
    fields = get_fields(record.value)
    if "label_values" in fields:
        yield from _labelled("social.reaction.given.v1", "reaction", is_by_moment=True)(record, place)
        return
    inner = find_fields(find_fields(next(iter(find_list(fields.get("data"))), None)).get("reaction"))
    text = join_lines(get_text(fields, "title"), find_text(inner.get("reaction")).capitalize())
    at = from_seconds(fields.get("timestamp"))
    base = key_of("reaction", at) if at is not None else key_of("reaction", fields.get("timestamp"), text)
    payload = {**without(fields, "timestamp", "data", "title"), "reaction": inner.get("reaction")}
    yield _mine("social.reaction.given.v1", base, fields.get("timestamp"), text, place, payload)


def _titled(kind: str, name: str):  # noqa: ANN202 - the rule's type says it
    """Records that are a time and a name or title, in the old shape or the labelled one."""

    def draft(record: Record, place: Place) -> Drafting:
        if isinstance(record.value, str):
            yield _mine(kind, key_of(name, record.value), None, record.value, place, {})
            return
        fields = get_fields(record.value)
        if "label_values" in fields:
            yield from _labelled(kind, name)(record, place)
            return
        data = [find_fields(one) for one in find_list(fields.get("data"))]
        inner = [find_text(one.get("name")) or find_text(one.get("text")) for one in data]
        names = [get_text(fields, field) for field in ("name", "title", "text") if field in fields]
        text = join_lines(*inner, *names, *(_attachments(fields, place)[0]))
        if not text:
            yield Nothing("the record has no text")
            return
        stamp = fields.get("timestamp") or fields.get("start_timestamp") or fields.get("added_timestamp")
        payload = without(fields, "timestamp", "name", "title", "text")
        yield _mine(kind, key_of(name, stamp, *inner, *names), stamp, text, place, payload)

    return draft


def _labelled(kind: str, name: str, *, is_by_moment: bool = False):  # noqa: ANN202 - the rule's type says it
    """Records of the layout of 2024: a list of labelled values.

    Only they have ids. Where that is by moment, the time names a record, as all that an older layout has in common.
    """

    def draft(record: Record, place: Place) -> Drafting:
        fields = get_fields(record.value)
        values = labelled_values(fields)
        text = join_lines(find_text(fields.get("title")), *words_of(values), link_of(values))
        if not text:
            yield Nothing("the record has no text")
            return
        at = time_of(fields, values)
        own = find_text(fields.get("fbid"))
        base = f"{name}:{own}" if own else key_of(name, at, text)
        if is_by_moment and at is not None:
            base = key_of(name, at)
        payload = {**without(fields, "timestamp", "label_values", "title"), "name": name_of(values)}
        yield EventDraft(
            kind,
            place.ordinals.mark(base),
            at,
            text,
            place.owner or None,
            is_mine=True,
            payload=without(payload),
        )

    return draft


def _nested(kind: str, name: str):  # noqa: ANN202 - the rule's type says it
    """An object of lists, such as `event_responses_v2.events_joined`; the list's name is kept."""

    def draft(record: Record, place: Place) -> Drafting:
        groups = get_fields(record.value)
        one_by_one = _titled(kind, name)
        for group, members in groups.items():
            for index, member in enumerate(find_list(members)):
                tagged = {**find_fields(member), "list": group}
                yield from one_by_one(Record(record.key, index, tagged), place)

    return draft


def _viewed(record: Record, place: Place) -> Drafting:
    groups = [get_fields(record.value)]
    while groups:
        group = groups.pop()
        groups.extend(find_fields(child) for child in find_list(group.get("children")))
        for one in find_list(group.get("entries")):
            entry = find_fields(one)
            data = find_fields(entry.get("data"))
            text = join_lines(find_text(data.get("name")), find_text(data.get("uri")))
            if not text:
                yield Nothing("the record has no name")
                continue
            base = key_of("viewed", entry.get("timestamp"), text)
            payload: dict[str, JsonValue] = {"group": find_text(group.get("name"))}
            yield _mine("social.item.viewed.v1", base, entry.get("timestamp"), text, place, payload)


def _mine(  # noqa: PLR0917 - the record in the order it is read
    kind: str,
    base: str,
    stamp: JsonValue,
    text: str,
    place: Place,
    payload: dict[str, JsonValue],
    media: tuple[MediaDraft, ...] = (),
) -> EventDraft:
    at = from_seconds(stamp)
    if at is None and stamp:
        payload = {**payload, "time_as_written": stamp}
    key = place.ordinals.mark(base)
    return EventDraft(kind, key, at, text, place.owner or None, is_mine=True, payload=payload, media=media)


def _place(record: Record, place: Place) -> Drafting:
    yield from _labelled("place.visit.recorded.v1", "place")(record, place)


_VE = r"(?:you[_']?ve_)?"
RULES = (
    MESSAGE_RULE,
    rule(r"profile_information/profile_information\.json", draft_profile),
    rule(r"posts/your_posts[^/]*\.json", _post),
    rule(r"posts/your_uncategorized_photos\.json", _photo),
    rule(r"posts/(?:your_)?videos\.json|your_videos\.json", _photo),
    rule(r"(?:posts|photos_and_videos)/album/\d+\.json", _album, "name", "cover_photo", "last_modified_timestamp",
         "description", "comments"),
    rule(r"check-ins\.json", _place),
    rule(r"places_you_have_been_tagged_in\.json", _place),
    rule(r"comments(?:_and_reactions)?/(?:your_)?comments\.json", _comment),
    rule(r"(?:likes_and_reactions|posts_and_comments|likes_on_[a-z_]+)(?:_\d+)?\.json", _reaction),
    rule(r"groups/(?:your_posts_in_groups|group_posts_and_comments)\.json", _post),
    rule(r"groups/your_comments_in_groups\.json", _comment),
    rule(r"groups/your_group_membership_activity\.json", _titled("social.group.joined.v1", "group")),
    rule(r"friends(?:_and_followers)?/(?:your_)?friends\.json", _titled("social.person.befriended.v1", "friend")),
    rule(rf"(?:who_{_VE}followed|following)\.json", _titled("social.person.followed.v1", "follow")),
    rule(rf"pages_{_VE}liked\.json", _titled("social.page.liked.v1", "page")),
    rule(r"pages_and_profiles_you_follow\.json", _titled("social.page.liked.v1", "page_followed")),
    rule(r"your_saved_items\.json", _titled("social.item.saved.v1", "saved")),
    rule(r"your_event_responses\.json", _nested("social.gathering.answered.v1", "gathering")),
    rule(r"search/your_search_history\.json|your_search_history\.json", _titled("web.search.made.v1", "search")),
    rule(r"ads_interests\.json|your_topics\.json", _titled("interest.topic.assigned.v1", "topic")),
    rule(r"recently_viewed\.json", _viewed),
    rule(r"recently_visited\.json", _viewed),
    rule(r"profile_update_history\.json", _titled("app.activity.recorded.v1", "profile_update")),
    rule(r"notifications\.json", _titled("app.activity.recorded.v1", "notification")),
)  # fmt: skip
PART = Part("facebook", takes, read, ask)
