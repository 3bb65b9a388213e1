"""Makes something about an interest that rises: what the person's sources and feed say of it, in their own words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from beknown.feed import made_store as store
from beknown.feed.made_read import as_item, as_post, read_materials
from beknown.feed.made_types import Draft, Material, Moment, Page, SourceRef
from beknown.feed.made_words import cut, find_sentences
from beknown.kit.db import Tx
from beknown.social import Ref, find_cards
from beknown.sources import find_source_items
from beknown.understanding import Rising, find_rising, find_words, notice

LASTS = timedelta(days=7)
READ = timedelta(days=30)
MOST_READ = 500
MOST_QUOTES = 3
MOST_MATERIALS = 8
LEAST_LETTERS = 30
_EXPLAINS = frozenset(
    {"is", "are", "means", "ist", "sind", "bedeutet", "est", "sont", "es", "son", "e", "sao", "significa"}
)


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence that names the interest, and where it stands."""

    material: Material
    sentence: str
    explains: bool
    place: int


async def make_interest(tx: Tx, moment: Moment) -> list[Draft]:
    """Give at most one: of the steepest interest of which somebody wrote something."""
    rising = await find_rising(tx, moment.at)
    if not rising:
        return []
    read = await _read(tx, moment)
    for each in rising:
        found = find_about(each.interest.phrases, read)
        if found:
            met = await read_materials(tx, [SourceRef("event", event) for event in each.events])
            return [_draft(each, found, list(met.values()), moment)]
    return []


async def _read(tx: Tx, moment: Moment) -> list[Material]:
    """Give what the person's sources published, and what others posted that stood on their feed."""
    items = await find_source_items(tx, limit=MOST_READ, since=moment.at - READ)
    shown = await store.find_shown_posts(tx, since=moment.at - READ, most=MOST_READ)
    cards = await find_cards(tx, [Ref(row.author_id, row.id) for row in shown]) if shown else []
    posts = sorted(
        (as_post(card) for card in cards if card.author_id != tx.person), key=lambda each: str(each.ref.id)
    )
    return [each for each in (*map(as_item, items), *posts) if notice(each.text).level == "none"]


def find_about(phrases: Iterable[str], read: Sequence[Material]) -> list[Found]:
    """Give the sentence of each that names one of the phrases, those that explain first, one of each who writes."""
    wanted = [f" {phrase} " for phrase in phrases]
    found = (_find_in(material, wanted) for material in read)
    best = sorted(
        (each for each in found if each is not None), key=lambda each: (not each.explains, each.place)
    )
    by_name: dict[str, Found] = {}
    for each in best:
        by_name.setdefault(each.material.name, each)
    return list(by_name.values())[:MOST_MATERIALS]


def _find_in(material: Material, wanted: Sequence[str]) -> Found | None:
    for sentence in find_sentences(material.text):
        words = f" {' '.join(find_words(sentence))} "
        places = [words.find(phrase) for phrase in wanted if phrase in words]
        if places and len(sentence) >= LEAST_LETTERS:
            return Found(material, sentence, bool(_EXPLAINS & set(words.split()[:8])), min(places))
    return None


def _draft(rising: Rising, found: Sequence[Found], met: Sequence[Material], moment: Moment) -> Draft:
    page = Page()
    if met:
        page.add("met", *met, amount=rising.recent)
    for each in found[:MOST_QUOTES]:
        page.add("quote", each.material, text=cut(each.sentence), name=each.material.name)
    for each in found[MOST_QUOTES:]:
        page.number(each.material)
    year, week, _ = moment.today.isocalendar()
    return Draft(
        "interest", str(rising.interest.id), f"{year}-{week // 4}", rising.interest.name[:200],
        tuple(page.lines), tuple(page.materials), moment.at + LASTS,
    )  # fmt: skip
