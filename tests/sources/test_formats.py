"""Every kind of archive in old and new layouts, and that its keys last."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beknown.events import JsonValue
from beknown.sources.text_stream import mend_mojibake
from tests.fixtures_life import invent_life, to_meta_json
from tests.sources.reading import counts, drafts, dropped, keys, questions, read, zipped


def find(sample: list[Path], start: str) -> Path:
    return next(path for path in sample if path.name.startswith(start))


EXPECTED = {
    "facebook": {
        ("facebook", "profile.fact.stated.v1"): 9,
        ("facebook", "social.post.published.v1"): 16,
        ("facebook", "social.person.befriended.v1"): 8,
        ("facebook", "social.comment.written.v1"): 6,
        ("facebook", "social.reaction.given.v1"): 8,
        ("facebook", "web.search.made.v1"): 15,
    },
    "instagram": {
        ("instagram", "profile.fact.stated.v1"): 3,
        ("instagram", "social.post.published.v1"): 6,
        ("instagram", "social.story.published.v1"): 4,
        ("instagram", "social.person.followed.v1"): 8,
        ("instagram", "social.reaction.given.v1"): 8,
        ("instagram", "social.comment.written.v1"): 4,
    },
    "chatgpt": {
        ("chatgpt", "assistant.message.asked.v1"): 6,
        ("chatgpt", "assistant.message.answered.v1"): 10,
    },
    "telegram": {("telegram", "social.contact.added.v1"): 8, ("telegram", "profile.fact.stated.v1"): 1},
    "twitter": {
        ("x", "social.post.published.v1"): 16,
        ("x", "social.message.sent.v1"): 1,
        ("x", "social.message.received.v1"): 1,
    },
    "takeout": {
        ("google_takeout", "web.search.made.v1"): 128,
        ("google_takeout", "media.item.watched.v1"): 70,
        ("google_takeout", "note.note.written.v1"): 6,
        ("google_takeout", "place.visit.recorded.v1"): 5,
        ("google_takeout", "social.comment.written.v1"): 1,
    },
    "mastodon": {("mastodon", "social.post.published.v1"): 8, ("mastodon", "social.item.saved.v1"): 1},
}


@pytest.mark.parametrize("start", EXPECTED)
def test_todays_layout_is_read(sample: list[Path], start: str) -> None:
    found = counts(read(find(sample, start)))
    assert {kind: found[kind] for kind in EXPECTED[start]} == EXPECTED[start]


@pytest.mark.parametrize("start", EXPECTED)
def test_the_layout_of_some_years_ago_is_read(old_sample: list[Path], start: str) -> None:
    found = counts(read(find(old_sample, start)))
    assert {kind: found[kind] for kind in EXPECTED[start]} == EXPECTED[start]


def test_threads_is_a_source_of_its_own_inside_the_instagram_export(sample: list[Path]) -> None:
    assert counts(read(find(sample, "instagram")))["threads", "social.post.published.v1"] == 4


def test_every_message_of_the_life_is_read_once(sample: list[Path]) -> None:
    items = read(*sample)
    kinds = {"social.message.sent.v1", "social.message.received.v1"}
    messages = [draft for draft in drafts(items) if draft.type in kinds]
    life = invent_life()
    assert len(messages) == sum(len(talk.messages) for talk in life.talks) + 2
    assert len(keys(items)) == len(drafts(items))
    assert {one.outcome for one in dropped(items)} <= {"empty", "unread"}


def test_who_said_what_to_whom_is_kept(sample: list[Path]) -> None:
    items = read(find(sample, "WhatsApp Chat with Ana"))
    said = next(draft for draft in drafts(items) if "skip Sintra" in draft.text)
    assert (said.speaker, said.is_mine, said.thread_title) == ("Ana Duarte", False, "Ana Duarte")


@pytest.mark.parametrize("start", [*EXPECTED, "WhatsApp"])
def test_reading_twice_gives_the_same_keys(sample: list[Path], start: str) -> None:
    assert keys(read(find(sample, start))) == keys(read(find(sample, start)))


@pytest.mark.parametrize("start", ["facebook", "instagram"])
def test_a_record_keeps_its_key_when_the_layout_changes(
    sample: list[Path], old_sample: list[Path], start: str
) -> None:
    new, old = keys(read(find(sample, start))), keys(read(find(old_sample, start)))
    assert old <= new


def test_reactions_of_one_moment_stay_apart(tmp_path: Path) -> None:
    title = {"timestamp": 1_700_000_000, "title": "Maya likes a photo."}
    profile: JsonValue = {"profile_v2": {"name": {"full_name": "Maya"}}}
    about = "personal_information/profile_information/profile_information.json"
    reactions = "your_facebook_activity/comments_and_reactions/likes_and_reactions_1.json"
    found = drafts(read(zipped(tmp_path, {reactions: [title, title], about: profile}, name="a.zip")))
    assert len({draft.key for draft in found if draft.type == "social.reaction.given.v1"}) == 2


def test_an_unpacked_folder_gives_the_same_as_the_zip(sample: list[Path], tmp_path: Path) -> None:
    from zipfile import ZipFile  # noqa: PLC0415 - only here

    with ZipFile(find(sample, "facebook")) as archive:
        archive.extractall(tmp_path / "wrapper" / "facebook-maya")
    assert keys(read(tmp_path / "wrapper")) == keys(read(find(sample, "facebook")))


def test_several_zips_of_one_export_are_joined(tmp_path: Path) -> None:
    root = "your_facebook_activity/posts"
    post: JsonValue = [{"timestamp": 1_700_000_000, "data": [{"post": "hej"}], "attachments": [
        {"data": [{"media": {"uri": f"{root}/media/a.jpg"}}]}]}]  # fmt: skip
    profile: JsonValue = {"profile_v2": {"name": {"full_name": "Maya"}}}
    about = "personal_information/profile_information/profile_information.json"
    first = zipped(tmp_path, {f"{root}/your_posts_1.json": post, about: profile}, name="a.zip")
    second = zipped(tmp_path, {f"{root}/media/a.jpg": "bytes"}, name="b.zip")
    found = next(draft for draft in drafts(read(first, second)) if draft.text == "hej")
    assert found.media[0].path_in_archive == f"{root}/media/a.jpg"


@given(st.text(max_size=200))
def test_mojibake_is_undone_and_correct_text_left_alone(text: str) -> None:
    text = text.replace("\x00", "").encode("utf-8", "ignore").decode()
    written = json.loads(to_meta_json(text))
    assert mend_mojibake(written) == text


def test_labels_in_other_languages_are_told_by_position_and_type(tmp_path: Path) -> None:
    mapped: JsonValue = {
        "Opmerking": {"value": "Wat mooi!"},
        "Media-eigenaar": {"value": "ana"},
        "Tijd": {"timestamp": 1_700_000_000},
    }
    viewed: JsonValue = {
        "作者": {"value": "ana"},
        "時間": {"timestamp": 1_700_000_001},
        "網址": {"href": "https://x.example/p"},
    }
    comment: JsonValue = {"string_map_data": mapped}
    seen: JsonValue = {"impressions_history_posts_seen": [{"string_map_data": viewed}]}
    path = zipped(tmp_path, {
        "your_instagram_activity/comments/post_comments_1.json": [comment],
        "ads_information/posts_viewed.json": seen,
        "your_instagram_activity/x.json": {},
    })  # fmt: skip
    found = {draft.type: draft for draft in drafts(read(path))}
    assert found["social.comment.written.v1"].text == "Wat mooi!\nana"
    assert found["social.item.viewed.v1"].occurred_at is not None
    assert "https://x.example/p" in found["social.item.viewed.v1"].text


def test_an_html_export_is_named_with_the_way_out(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"your_facebook_activity/posts/your_posts_1.html": "x"})
    assert "format JSON" in dropped(read(path))[0].reason


def test_a_broken_record_is_refused_by_its_index_and_the_rest_goes_on(tmp_path: Path) -> None:
    posts: JsonValue = [
        {"timestamp": 1, "data": [{"post": "a"}]},
        7,
        {"timestamp": 2, "data": [{"post": "b"}]},
    ]
    items = read(zipped(tmp_path, {"your_facebook_activity/posts/your_posts_1.json": posts}))
    assert [draft.text for draft in drafts(items)] == ["a", "b"]
    assert [(one.outcome, one.index) for one in dropped(items)] == [("refused", 1)]


def test_who_i_am_is_asked_where_a_facebook_export_does_not_say(tmp_path: Path) -> None:
    thread: JsonValue = {"participants": [{"name": "Ana"}, {"name": "Zoë"}],
              "messages": [{"sender_name": "Ana", "timestamp_ms": 1_700_000_000_000, "content": "hi"}]}  # fmt: skip
    path = zipped(tmp_path, {"messages/inbox/ana_123456/message_1.json": thread})
    assert questions(read(path))[0].choices == ("Ana", "Zoë")


def test_a_whole_life_of_an_unknown_kind_is_named(tmp_path: Path) -> None:
    items = read(zipped(tmp_path, {"diary.json": {"a": 1}, "photo.jpg": "x", "inner.zip": "x"}))
    assert {one.file: one.reason for one in dropped(items)} == {
        "diary.json": "not read: kind unknown",
        "photo.jpg": "not read: kind unknown",
        "inner.zip": "is an archive inside an archive; bring it on its own",
    }
