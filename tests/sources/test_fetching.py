import gzip
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from fastapi import Response
from hypothesis import given
from hypothesis import strategies as st

from beknown.kit import clock
from beknown.kit.blobs import Blobs
from beknown.kit.db import PURPOSES, Database, Purpose, Scope
from beknown.kit.ids import NOBODY, PersonId
from beknown.kit.jobs import JobContext, Worker
from beknown.kit.settings import load_settings
from beknown.sources import write_opml
from beknown.sources.follow import purge
from beknown.sources.jobs import purge_job
from beknown.sources.outlet_ask import NOBODYS
from beknown.sources.outlet_fetch import fetch_due
from beknown.sources.outlet_opml import Line
from beknown.sources.outlet_pace import pace_of_failure, pace_of_good, read_wait
from beknown.sources.outlet_store import find_due_hosts, sweep_outlets
from tests.sources.outlets import NOON, Follower, Site, item, rss

BOT = "User-agent: *\nDisallow: /private\n"


async def test_what_robots_txt_forbids_is_not_asked(follower: Follower, site: Site) -> None:
    site.says("/robots.txt", BOT)
    feed = site.says("/private/feed", rss(item(1)))
    assert "robots.txt" in await follower.refused(feed)
    assert site.count("/private/feed") == 0


async def test_a_redirect_into_what_robots_txt_forbids_is_not_followed(
    follower: Follower, site: Site
) -> None:
    site.says("/robots.txt", BOT)
    site.says("/private/feed", rss(item(1)))
    assert "robots.txt" in await follower.refused(
        site.says("/feed", "", status=302, location="/private/feed")
    )
    assert site.count("/private/feed") == 0


async def test_robots_txt_is_read_once_a_day(follower: Follower, site: Site) -> None:
    site.says("/robots.txt", BOT)
    await follower.add(site.says("/feed", rss(item(1))))
    await follower.fetch(after=timedelta(hours=14))
    assert (site.count("/feed"), site.count("/robots.txt")) == (2, 1)
    await follower.fetch(after=timedelta(hours=40))
    assert site.count("/robots.txt") == 2


async def test_a_site_in_trouble_with_its_robots_txt_is_left_alone(follower: Follower, site: Site) -> None:
    feed = site.says("/feed", rss(item(1)))
    site.says("/robots.txt", "", status=500)
    assert "error (500)" in await follower.refused(feed)
    assert site.count("/feed") == 0


async def test_we_say_who_asks(follower: Follower, site: Site) -> None:
    await follower.add(site.says("/feed", rss(item(1))))
    assert site.headers[-1]["user-agent"].startswith("Beknown/")
    assert "cookie" not in site.headers[-1]


@pytest.mark.parametrize(
    ("status", "trouble", "state"),
    [
        (404, "missing", "failing"),
        (403, "denied", "failing"),
        (500, "broken", "failing"),
        (410, "gone", "gone"),
    ],
)
async def test_an_outlet_that_fails_says_why_and_keeps_what_it_had(
    follower: Follower, site: Site, status: int, trouble: str, state: str
) -> None:
    await follower.add(site.says("/feed", rss(item(1))))
    site.says("/feed", "", status=status)
    await follower.fetch()
    failing = await follower.only()
    assert (failing["state"], failing["trouble"], failing["status"]) == (state, trouble, status)
    assert await follower.titles() == ["Item 1"]


async def test_what_is_gone_for_good_is_not_asked_again_until_somebody_tries(
    follower: Follower, site: Site
) -> None:
    followed = await follower.add(site.says("/feed", rss(item(1))))
    site.says("/feed", "", status=410)
    await follower.fetch()
    await follower.fetch(after=timedelta(days=60))
    assert site.count("/feed") == 2
    site.says("/feed", rss(item(2)))
    tried = await follower.client.post(f"/api/followed/{followed['id']}/check")
    assert tried.json()["state"] == "good"


async def test_an_outlet_that_fails_for_weeks_counts_as_dead_and_is_asked_once_a_week(
    follower: Follower, site: Site
) -> None:
    await follower.add(site.says("/feed", rss(item(1))))
    site.says("/feed", "", status=404)
    for day in range(1, 11):
        await follower.fetch(after=timedelta(days=9 * day))
    dead = await follower.only()
    assert (dead["state"], site.count("/feed")) == ("dead", 11)


async def test_who_has_no_time_now_is_left_alone_as_long_as_they_ask(follower: Follower, site: Site) -> None:
    await follower.add(site.says("/feed", rss(item(1))))
    await follower.add(site.says("/other", rss(item(1))))
    site.says("/feed", "", status=429, retry_after="172800")
    site.says("/other", "", status=503, retry_after="172800")
    await follower.fetch(after=timedelta(days=1))
    await follower.fetch(after=timedelta(days=2))
    assert site.count("/feed") + site.count("/other") == 3  # each when it was added, and one that has no time
    await follower.fetch(after=timedelta(days=4))
    assert site.count("/feed") + site.count("/other") == 4


async def test_a_clock_that_went_far_ahead_and_came_back_stops_nothing(
    follower: Follower, site: Site
) -> None:
    await follower.add(site.says("/feed", rss(item(1))))
    with clock.frozen(clock.now() + timedelta(days=4000)):
        await fetch_due(follower.guest)
    await follower.fetch(after=timedelta(0))
    assert site.count("/feed") == 3
    assert (await follower.only())["next_at"] < (clock.now() + timedelta(days=1)).isoformat()


async def test_one_document_that_breaks_does_not_keep_others_from_being_fetched(
    follower: Follower, site: Site
) -> None:
    await follower.add(site.says("/a", rss(item(1), title="A")))
    await follower.add(site.says("/b", rss(item(2), title="B")))
    site.says("/a", "\x00" * 2000)
    site.says("/b", rss(item(3), title="B"))
    await follower.fetch()
    states = {each["title"]: (each["state"], each["trouble"]) for each in await follower.follows()}
    assert states == {"A": ("failing", "not_a_feed"), "B": ("good", None)}


async def test_what_nobody_follows_any_more_is_swept_away(
    db: Database, follower: Follower, ana: PersonId, site: Site
) -> None:
    followed = await follower.add(site.says("/feed", rss(item(1))))
    await follower.client.delete(f"/api/followed/{followed['id']}")
    later = clock.now() + timedelta(days=2)
    with clock.frozen(later):
        async with db.begin(Scope(ana, "export")) as tx:
            await purge(tx, UUID(followed["id"]))
        async with db.begin(NOBODYS) as tx:
            await sweep_outlets(tx, later)
    assert (await follower.client.post(f"/api/followed/{followed['id']}/back")).status_code == 404
    await follower.fetch(after=timedelta(days=3))
    assert site.count("/feed") == 1


async def test_what_is_swept_away_is_nothing_that_somebody_follows(
    db: Database, follower: Follower, site: Site
) -> None:
    await follower.add(site.says("/feed", rss(item(1))))
    async with db.begin(NOBODYS) as tx:
        await sweep_outlets(tx, clock.now() + timedelta(days=2))
    assert await follower.titles() == ["Item 1"]


async def test_the_server_itself_sees_outlets_under_its_own_purpose_alone(
    db: Database, follower: Follower, site: Site
) -> None:
    await follower.add(site.says("/feed", rss(item(1))))
    later = clock.now() + timedelta(days=1)
    seen = dict[Purpose, list[str]]()
    for purpose in PURPOSES:
        async with db.begin(Scope(NOBODY, purpose)) as tx:
            seen[purpose] = await find_due_hosts(tx, later, later, 10)
    assert {purpose for purpose, hosts in seen.items() if hosts} == {"feed"}


async def test_a_feed_packed_with_gzip_is_read(follower: Follower, site: Site) -> None:
    site.answers["/feed"] = lambda _: Response(
        gzip.compress(rss(item(1)).encode()), headers={"content-encoding": "gzip"}
    )
    await follower.add(f"{site.address}/feed")
    assert await follower.titles() == ["Item 1"]


async def test_an_address_that_moved_is_kept_as_where_it_is_now(follower: Follower, site: Site) -> None:
    site.says("/new", rss(item(1)))
    followed = await follower.add(site.says("/old", "", status=301, location="/new"))
    assert followed["address"] == f"{site.address}/new"


def test_retry_after_is_read_as_seconds_and_as_a_date() -> None:
    assert read_wait("120", NOON) == 120
    assert read_wait("Mon, 04 May 2026 12:02:00 GMT", NOON) == 120
    assert [read_wait(told, NOON) for told in ("soon", None, "-3", "Mon, 04 May 2020 12:00:00 GMT")] == [
        0,
        0,
        0,
        0,
    ]


@given(st.lists(st.integers(0, 900 * 24 * 3600)), st.integers(0, 10**9))
def test_an_outlet_that_works_is_asked_between_half_an_hour_and_a_day(
    ages_s: list[int], pause_s: int
) -> None:
    times = [NOON - timedelta(seconds=age) for age in ages_s]
    pause = pace_of_good(times, NOON, pause_s=pause_s).next_at - NOON
    assert timedelta(minutes=30) <= pause <= timedelta(hours=26.5)


@given(st.integers(1, 1000), st.integers(0, 10**9))
def test_one_that_fails_is_asked_later_each_time_and_within_eight_days(failures: int, wait_s: int) -> None:
    pause = pace_of_failure(failures, NOON, wait_s=wait_s).next_at - NOON
    assert timedelta(hours=1) <= pause <= timedelta(days=8)


async def test_a_feed_in_an_old_encoding_is_read(follower: Follower, site: Site) -> None:
    feed = rss(item(1, title="Шум")).replace("UTF-8", "windows-1251").encode("cp1251")
    await follower.add(site.says("/feed", feed, content_type="text/xml"))
    assert await follower.titles() == ["Шум"]


async def test_a_list_that_was_brought_is_fetched_by_the_worker_at_once(
    db: Database, database_url: str, tmp_path: Path, follower: Follower, site: Site
) -> None:
    lines = write_opml([Line("", site.says("/feed", rss(item(1))))])
    await follower.client.post("/api/followed/lists", files={"file": ("a.opml", lines.encode())})
    settings = load_settings(home=tmp_path, outside_hosts="127.0.0.1")
    context = JobContext(db=db, settings=settings, blobs=Blobs(tmp_path))
    await Worker(database_url, context).run(until_empty=True)
    assert await follower.titles() == ["Item 1"]


async def test_what_was_removed_is_deleted_by_the_worker_unless_it_came_back(
    db: Database, tmp_path: Path, ana: PersonId, follower: Follower, site: Site
) -> None:
    gone, back = [await follower.add(site.says(path, rss(item(1)))) for path in ("/gone", "/back")]
    for each in (gone, back):
        await follower.client.delete(f"/api/followed/{each['id']}")
    await follower.client.post(f"/api/followed/{back['id']}/back")
    context = JobContext(db=db, settings=load_settings(home=tmp_path), blobs=Blobs(tmp_path))
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        for each in (gone, back):
            await purge_job(context, person_id=str(ana), follow_id=each["id"])
    assert (await follower.client.post(f"/api/followed/{gone['id']}/back")).status_code == 404
    assert (await follower.only())["id"] == back["id"]
