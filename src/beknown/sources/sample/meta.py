"""The sample life as Facebook, Instagram and Threads would export it, in old and new layouts."""

from datetime import datetime

from beknown.events import JsonValue
from beknown.sources.sample.life import Life, Said, Talk
from beknown.sources.sample.pack import Files, to_meta_json
from beknown.sources.sample.pictures import draw


def facebook_files(life: Life, *, is_old: bool = False) -> Files:
    """Profile, posts, photos, friends, comments, reactions, searches and messages."""
    root = "" if is_old else "your_facebook_activity/"
    posts = (
        "posts/your_posts_1.json"
        if is_old
        else f"{root}posts/your_posts__check_ins__photos_and_videos_1.json"
    )
    about = "profile_information" if is_old else "personal_information/profile_information"
    links = "friends" if is_old else "connections/friends"
    files: Files = {
        f"{about}/profile_information.json": to_meta_json({"profile_v2": _profile(life)}),
        posts: to_meta_json([_post(post, root) for post in life.posts]),
        f"{links}/{'' if is_old else 'your_'}friends.json": to_meta_json(
            {"friends_v2": [{"name": person["name"], "timestamp": 1_300_000_000} for person in life.people]}
        ),
        f"{root}comments{'' if is_old else '_and_reactions'}/comments.json": to_meta_json(
            {"comments_v2": [_comment(life, post) for post in life.posts[::3]]}
        ),
        f"{root}comments_and_reactions/likes_and_reactions_1.json": to_meta_json(
            [_reaction(life, post, is_old=is_old) for post in life.posts[::2]]
        ),
        "logged_information/search/your_search_history.json": to_meta_json(
            {"searches_v2": [_search(at, words) for at, words in life.searches[::9]]}
        ),
    }
    for post in life.posts:
        if post.photo:
            files.setdefault(f"{root}posts/media/{post.photo}.png", draw(post.photo))
    for talk in life.talks:
        if talk.channel == "facebook":
            _add_thread(files, talk, f"{root}messages/inbox")
    return files


def instagram_files(life: Life, *, is_old: bool = False) -> Files:
    """Profile, posts, stories, likes, follows, comments, messages, and Threads beside them."""
    root = "" if is_old else "your_instagram_activity/"
    media = "content" if is_old else f"{root}media"
    about = "account_information" if is_old else "personal_information/personal_information"
    follows = "followers_and_following" if is_old else "connections/followers_and_following"
    facts = {
        "Username": life.handle,
        "Name": life.owner,
        "Bio": "Trees, tiles, cats.",
        "Date of birth": "1919-01-01",
    }
    shots = [post for post in life.posts if post.photo]
    files: Files = {
        f"{about}/personal_information.json": to_meta_json(
            {"profile_user": [{"string_map_data": {name: {"value": value} for name, value in facts.items()}}]}
        ),
        f"{media}/posts_1.json": to_meta_json([_shot(post) for post in shots]),
        f"{media}/stories.json": to_meta_json(
            {"ig_stories": [_picture(shot, shot.text[:40]) for shot in shots[:4]]}
        ),
        f"{root}likes/liked_posts.json": to_meta_json(_likes(life, is_old=is_old)),
        f"{root}comments/post_comments_1.json": to_meta_json(
            [_ig_comment(life, post) for post in life.posts[1::4]]
        ),
        f"{follows}/following.json": to_meta_json(
            {"relationships_following": [_follow(person["handle"], is_old=is_old) for person in life.people]}
        ),
    }
    if not is_old:
        files[f"{root}threads/threads_and_replies.json"] = to_meta_json(
            {"text_post_app_text_posts": [_thread(post) for post in life.posts[2::4]]}
        )
    for shot in shots:
        files.setdefault(f"media/posts/{shot.photo}.png", draw(shot.photo))
    for talk in life.talks:
        if talk.channel == "instagram":
            _add_thread(files, talk, f"{root}messages/inbox")
    return files


def _s(at: datetime) -> int:
    return int(at.timestamp())


def _profile(life: Life) -> JsonValue:
    return {
        "name": {"full_name": life.owner},
        "emails": {"emails": [f"{life.handle}@example.org"]},
        "birthday": {"year": 1991, "month": 3, "day": 4},
        "hometown": {"name": "Umeå, Sweden", "timestamp": 1_300_000_000},
        "current_city": {"name": "Uppsala, Sweden", "timestamp": 1_733_000_000},
        "family_members": [
            {"name": "Erik Lindqvist", "relation": "brother", "timestamp": 1_300_000_000},
            {"name": "Karin Lindqvist", "relation": "mother", "timestamp": 1_300_000_000},
        ],
        "work_experiences": [
            {"employer": "Norrby & Falk", "title": "Landscape architect", "timestamp": 1_560_000_000}
        ],
        "username": life.handle,
    }


def _post(post: Said, root: str) -> JsonValue:
    media: JsonValue = {"uri": f"{root}posts/media/{post.photo}.png", "creation_timestamp": _s(post.at)}
    return {
        "timestamp": _s(post.at),
        "title": f"{post.sender} updated her status.",
        "data": [{"post": post.text}],
        **({"attachments": [{"data": [{"media": media}]}]} if post.photo else {}),
    }


def _comment(life: Life, post: Said) -> JsonValue:
    friend = life.people[_s(post.at) % len(life.people)]["name"]
    words = f"Thank you {friend.split()[0]}! I'll tell you all about it."
    inner: JsonValue = {"timestamp": _s(post.at) + 900, "comment": words, "author": life.owner}
    return {
        "timestamp": _s(post.at) + 900,
        "title": f"{life.owner} replied to {friend}'s comment.",
        "data": [{"comment": inner}],
    }


def _reaction(life: Life, post: Said, *, is_old: bool) -> JsonValue:
    friend = life.people[_s(post.at) % len(life.people)]["name"]
    if is_old:
        title = f"{life.owner} liked {friend}'s photo."
        reaction: JsonValue = {"reaction": "LIKE", "actor": life.owner}
        return {"timestamp": _s(post.at) + 5000, "title": title, "data": [{"reaction": reaction}]}
    values: JsonValue = [{"label": "Reaction", "value": "Love"}, {"label": "Name", "value": friend}]
    return {"timestamp": _s(post.at) + 5000, "label_values": values, "fbid": str(_s(post.at))}


def _search(at: datetime, words: str) -> JsonValue:
    return {"timestamp": _s(at), "title": "You searched on Facebook", "data": [{"text": words}]}


def _shot(post: Said) -> JsonValue:
    return {"media": [_picture(post, post.text)]}


def _picture(post: Said, caption: str) -> JsonValue:
    exif: JsonValue = {"photo_metadata": {"exif_data": [{"latitude": 59.85, "longitude": 17.63}]}}
    return {
        "uri": f"media/posts/{post.photo}.png",
        "creation_timestamp": _s(post.at) + 60,
        "title": caption,
        "media_metadata": exif,
    }


def _likes(life: Life, *, is_old: bool) -> JsonValue:
    liked = [
        (person["handle"], _s(post.at) + 7000) for person, post in zip(life.people, life.posts, strict=False)
    ]
    if is_old:
        listed = [
            {
                "title": who,
                "string_list_data": [
                    {"href": f"https://www.instagram.com/p/{at}/", "value": "👍", "timestamp": at}
                ],
            }
            for who, at in liked
        ]
        return {"likes_media_likes": listed}
    return [
        {
            "timestamp": at,
            "media": [],
            "label_values": [
                {"label": "URL", "value": f"https://www.instagram.com/p/{at}/"},
                {"title": "Owner", "dict": [{"dict": [{"label": "Username", "value": who}]}]},
            ],
            "fbid": str(at),
        }
        for who, at in liked
    ]


def _ig_comment(life: Life, post: Said) -> JsonValue:
    friend = life.people[_s(post.at) % len(life.people)]["handle"]
    return {
        "string_map_data": {
            "Comment": {"value": "So beautiful! When can I visit?"},
            "Media Owner": {"value": friend},
            "Time": {"timestamp": _s(post.at) + 3000},
        }
    }


def _follow(handle: str, *, is_old: bool) -> JsonValue:
    link = f"https://www.instagram.com/{handle}"
    value: JsonValue = {"href": link, "value": handle, "timestamp": 1_500_000_000}
    if is_old:
        return {"title": "", "string_list_data": [value]}
    return {"title": handle, "string_list_data": [{"href": link, "timestamp": 1_500_000_000}]}


def _thread(post: Said) -> JsonValue:
    media: JsonValue = {
        "uri": "",
        "creation_timestamp": _s(post.at) + 120,
        "title": post.text,
        "text_app_post": {"is_reply": False},
    }
    return {"media": [media]}


def _add_thread(files: Files, talk: Talk, folder: str) -> None:
    number = 10_000_000 + sum(map(ord, talk.key)) * 977
    slug = f"{talk.title.split()[0].lower()}_{number}"
    messages: list[JsonValue] = []
    for said in reversed(talk.messages):  # newest first
        message: dict[str, JsonValue] = {
            "sender_name": said.sender,
            "timestamp_ms": int(said.at.timestamp() * 1000),
        }
        if said.text:
            message["content"] = said.text
        if said.photo:
            uri = f"{folder}/{slug}/photos/{said.photo}.png"
            files.setdefault(uri, draw(said.photo))
            message["photos"] = [{"uri": uri, "creation_timestamp": _s(said.at)}]
        messages.append(message)
    for page, start in enumerate(range(0, len(messages), 500), 1):
        files[f"{folder}/{slug}/message_{page}.json"] = to_meta_json(
            {
                "participants": [{"name": name} for name in talk.members],
                "messages": messages[start : start + 500],
                "title": talk.title,
                "is_still_participant": True,
                "thread_path": f"inbox/{slug}",
                "magic_words": [],
            }
        )
