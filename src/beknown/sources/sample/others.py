"""The sample life as X, Google Takeout and Mastodon would export it."""

from datetime import datetime
from html import escape

from beknown.events import JsonValue
from beknown.sources.sample.life import Life, Said
from beknown.sources.sample.pack import Files, to_json
from beknown.sources.sample.pictures import draw

_E7 = 10_000_000


def x_files(life: Life, *, is_old: bool = False) -> Files:
    """Tweets, direct messages and the account."""
    tweets = [_tweet(number, post) for number, post in enumerate(life.posts)]
    friend = life.people[1]
    messages = [
        _direct(number, text, sender)
        for number, (sender, text) in enumerate(
            [
                ("2002", "Did you see the article about old oaks?"),
                ("1001", "Yes! They quoted my Ekparken drawings."),
            ]
        )
    ]
    conversation: JsonValue = {"dmConversation": {"conversationId": "1001-2002", "messages": messages}}
    account: JsonValue = {"username": life.handle, "accountId": "1001", "accountDisplayName": life.owner}
    return {
        "data/manifest.js": b"window.__THAR_CONFIG = " + to_json({"userInfo": {"userName": life.handle}}),
        "data/account.js": _assign("account", [{"account": account}]),
        f"data/tweet{'' if is_old else 's'}.js": _assign("tweet" if is_old else "tweets", tweets),
        "data/direct-messages.js": _assign("direct_messages", [conversation]),
        "data/following.js": _assign(
            "following", [{"following": {"accountId": "2002", "userLink": friend["handle"]}}]
        ),
    }


def _assign(name: str, value: JsonValue) -> bytes:
    return f"window.YTD.{name}.part0 = ".encode() + to_json(value)


def _tweet(number: int, post: Said) -> JsonValue:
    return {
        "tweet": {
            "id_str": str(1_700_000_000_000_000_000 + number),
            "full_text": escape(post.text, quote=False),
            "created_at": f"{post.at:%a %b %d %H:%M:%S +0000 %Y}",
            "favorite_count": str(number),
            "retweet_count": "0",
            "entities": {"urls": [], "user_mentions": []},
        }
    }


def _direct(number: int, text: str, sender: str) -> JsonValue:
    return {
        "messageCreate": {
            "id": str(5000 + number),
            "senderId": sender,
            "recipientId": "1001" if sender != "1001" else "2002",
            "text": text,
            "createdAt": f"2024-04-0{number + 1}T18:00:00.000Z",
        }
    }


def takeout_files(life: Life) -> Files:
    """Searches, YouTube, notes, visits and Chrome's history."""
    youtube = "Takeout/YouTube and YouTube Music/history"
    pages = [
        {
            "title": words,
            "url": f"https://www.example.org/{number}",
            "time_usec": int(at.timestamp() * 1_000_000),
        }
        for number, (at, words) in enumerate(life.searches[::4])
    ]
    files: Files = {
        "Takeout/My Activity/Search/MyActivity.json": to_json(
            [_searched(at, words) for at, words in life.searches]
        ),
        f"{youtube}/watch-history.json": to_json([_watched(at, title) for at, title in life.watched]),
        "Takeout/Chrome/BrowserHistory.json": to_json({"Browser History": pages}),
        "Takeout/Location History/Semantic Location History/2024/2024_MAY.json": to_json(
            {"timelineObjects": [_visited(life, index) for index in range(len(life.visits))]}
        ),
        f"{youtube.replace('history', 'comments')}/comments.csv": _comments().encode(),
    }
    for at, title, text in life.notes:
        files[f"Takeout/Keep/{title}.json"] = to_json(_note(at, title, text))
    return files


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _searched(at: datetime, words: str) -> JsonValue:
    link = f"https://www.google.com/search?q={words.replace(' ', '+')}"
    title = f"Searched for {words}"
    return {"header": "Search", "title": title, "titleUrl": link, "time": _iso(at), "products": ["Search"]}


def _watched(at: datetime, title: str) -> JsonValue:
    return {
        "header": "YouTube",
        "title": f"Watched {title}",
        "titleUrl": f"https://www.youtube.com/watch?v={abs(sum(map(ord, title)))}",
        "subtitles": [{"name": "A channel", "url": "https://www.youtube.com/channel/x"}],
        "time": _iso(at),
        "products": ["YouTube"],
    }


def _visited(life: Life, index: int) -> JsonValue:
    visit = life.visits[index]
    return {
        "placeVisit": {
            "location": {
                "placeId": f"place-{index}",
                "latitudeE7": round(visit.latitude * _E7),
                "longitudeE7": round(visit.longitude * _E7),
                "name": visit.name,
                "address": visit.address,
            },
            "duration": {"startTimestamp": _iso(visit.at), "endTimestamp": _iso(visit.at)},
        }
    }


def _note(at: datetime, title: str, text: str) -> JsonValue:
    stamp = int(at.timestamp() * 1_000_000)
    return {
        "title": title,
        "textContent": text,
        "color": "DEFAULT",
        "isTrashed": False,
        "createdTimestampUsec": stamp,
        "userEditedTimestampUsec": stamp,
    }


def _comments() -> str:
    head = "Comment ID,Channel ID,Comment Create Timestamp,Price,Parent Comment ID,Video ID,Comment Text"
    blob = '"{""text"":""The part about roots changed how I draw paths.""}"'
    return f"{head}\nUgx1,UC1,2024-02-03T10:00:00+00:00,0,,vid1,{blob}\n"


def mastodon_files(life: Life) -> Files:
    """Actor, outbox with a boost, likes and bookmarks."""
    home = f"https://mastodon.example/users/{life.handle}"
    items: list[JsonValue] = [_toot(home, number, post) for number, post in enumerate(life.posts[::2])]
    boost: JsonValue = {
        "id": f"{home}/statuses/99/activity",
        "type": "Announce",
        "actor": home,
        "published": "2024-05-20T08:00:00Z",
        "object": "https://mastodon.example/users/oaks/statuses/7",
    }
    outbox: JsonValue = {
        "@context": "https://www.w3.org/ns/activitystreams",
        "id": "outbox.json",
        "type": "OrderedCollection",
        "totalItems": len(items) + 1,
        "orderedItems": [*items, boost],
    }
    liked: JsonValue = {
        "id": "likes.json",
        "type": "OrderedCollection",
        "orderedItems": [f"{home}/statuses/1"],
    }
    return {
        "actor.json": to_json(
            {"id": home, "type": "Person", "preferredUsername": life.handle, "name": life.owner}
        ),
        "outbox.json": to_json(outbox),
        "likes.json": to_json(liked),
        "bookmarks.json": to_json({"id": "bookmarks.json", "type": "OrderedCollection", "orderedItems": []}),
        "media_attachments/oak.png": draw("oak"),
    }


def _toot(home: str, number: int, post: Said) -> JsonValue:
    attachment: JsonValue = {
        "mediaType": "image/png",
        "url": "/media_attachments/oak.png",
        "name": "An old oak",
    }
    return {
        "id": f"{home}/statuses/{number}/activity",
        "type": "Create",
        "actor": home,
        "published": _iso(post.at),
        "object": {
            "type": "Note",
            "id": f"{home}/statuses/{number}",
            "published": _iso(post.at),
            "content": f"<p>{escape(post.text)}</p>",
            "to": ["https://www.w3.org/ns/activitystreams#Public"],
            "attachment": [attachment] if post.photo == "oak" else [],
            "tag": [{"type": "Hashtag", "name": "#ekparken"}],
        },
    }
