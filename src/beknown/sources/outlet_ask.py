"""Ask machines outside as a polite guest: what their robots.txt forbids isn't asked, and what is unchanged isn't sent.

Source: RFC 9309 (robots.txt), RFC 9110 section 13 (conditional requests).
"""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from protego import Protego

from beknown.kit import clock
from beknown.kit.db import Database, Scope
from beknown.kit.ids import NOBODY
from beknown.kit.outside import AGENT, BOUNDS, Answer, Bounds, Outside, Unreached
from beknown.kit.settings import Settings
from beknown.sources import outlet_store as store
from beknown.sources.outlet_pace import read_wait
from beknown.sources.outlet_types import NotRead

NOBODYS = Scope(NOBODY, "feed")
"""What is fetched belongs to nobody."""

ROBOTS_BOUNDS = Bounds(max_bytes=512 * 1024, seconds=15)
ROBOTS_KEPT = timedelta(days=1)
FEEDS = "application/atom+xml, application/rss+xml, application/json, text/html;q=0.8, */*;q=0.5"
"""What is asked for where a feed is looked for."""

_MADE_FOR_READERS = "https://www.youtube.com/feeds/"
"""The feeds that YouTube's pages name for readers, and that its robots.txt keeps from search engines."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Asks addresses outside, and keeps in the database what machines there allow.

    Args:
        db: The door.
        outside: Asks.
        bluesky_url: Server for public posts of Bluesky.
    """

    db: Database
    outside: Outside
    bluesky_url: str

    async def ask(
        self,
        url: str,
        *,
        etag: str | None = None,
        modified: str | None = None,
        accept: str = FEEDS,
        bounds: Bounds = BOUNDS,
    ) -> Answer:
        """Get what is at an address; 304 where it is as it was under `etag` and `modified`.

        Args:
            url: By http or https.
            etag: As it was told before.
            modified: As it was told before.
            accept: The kinds of answers that are of use.
            bounds: How much the answer may take.

        Raises:
            Unreached: There is no answer that can be used.
            NotRead: The machine doesn't want it asked, or answers that it isn't there (now).
        """
        headers = {"Accept": accept}
        headers |= {"If-None-Match": etag} if etag else {}
        headers |= {"If-Modified-Since": modified} if modified else {}
        answer = await self.outside.ask(url, headers=headers, bounds=bounds, may_ask=self._check)
        _check_status(answer)
        return answer

    async def _check(self, url: str) -> None:
        rules = await self._find_rules(url)
        if url.startswith(_MADE_FOR_READERS) and AGENT.lower() not in rules.lower():
            return
        if not Protego.parse(rules).can_fetch(url, AGENT):
            raise NotRead(
                "robots",
                f"{urlsplit(url).hostname!r} asks programs not to read this address (by its robots.txt). "
                "Perhaps the site offers another one.",
            )

    async def _find_rules(self, url: str) -> str:
        """Give a machine's robots.txt, read at most once a day."""
        parts = urlsplit(url)
        host, at = parts.netloc.lower(), clock.now()
        async with self.db.begin(NOBODYS) as tx:
            known = await store.find_host(tx, host)
        if known is not None and known.robots_at is not None and known.robots is not None:
            age = at - known.robots_at
            if timedelta(0) <= age < ROBOTS_KEPT:
                return known.robots
        rules = await self._read_rules(f"{parts.scheme}://{parts.netloc}/robots.txt")
        async with self.db.begin(NOBODYS) as tx:
            await store.set_robots(tx, host, rules.replace("\0", ""), at)
        return rules

    async def _read_rules(self, url: str) -> str:
        """RFC 9309, 2.3.1: what isn't there forbids nothing; a machine that is in trouble is left alone."""
        try:
            answer = await self.outside.ask(url, bounds=ROBOTS_BOUNDS)
        except Unreached as error:
            if error.why in {"too_large", "redirects", "garbled"}:
                return ""
            raise
        if answer.status >= 500 or answer.status == 429:  # noqa: PLR2004 - HTTP's own numbers
            raise _trouble(answer)
        return answer.body.decode("utf-8", "replace") if answer.status == 200 else ""  # noqa: PLR2004 - as above


def make_guest(db: Database, settings: Settings) -> Guest:
    """Give a guest as the settings have it."""
    return Guest(db, Outside(settings.outside_hosts), settings.bluesky_url.rstrip("/"))


def _check_status(answer: Answer) -> None:
    if answer.status not in {200, 304}:
        raise _trouble(answer)


def _trouble(answer: Answer) -> NotRead:
    code, url = answer.status, answer.url
    wait_s = read_wait(answer.headers.get("retry-after"), clock.now())
    if code == 410:  # noqa: PLR2004 - HTTP's own number
        return NotRead("gone", f"{url!r} is gone for good, its server says.", status_code=code)
    if code == 404:  # noqa: PLR2004 - as above
        return NotRead("missing", f"There is nothing at {url!r}.", status_code=code)
    if code in {429, 503}:
        return NotRead("busy", f"{url!r} has no time now. Try again later.", status_code=code, wait_s=wait_s)
    if code in {401, 402, 403, 451}:
        return NotRead("denied", f"{url!r} isn't shown to everybody ({code}).", status_code=code)
    return NotRead("broken", f"{url!r} answers with an error ({code}).", status_code=code, wait_s=wait_s)
