"""Invented people who like things: each has a taste that shifts over a year, among things more or less known.

Part of what they like follows their taste, part is liked for being known, so both interests and popularity can find
some of it. What they search, write and watch follows their taste alone.
"""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from beknown.events import EventDraft
from benchmarks.likes import Item, Like, LikeSet

FIRST = datetime(2025, 1, 1, tzinfo=UTC)
DAYS = 365
BY_TASTE = 0.6
"""So much of what is liked follows the taste; the rest is liked for being known."""

FAVOURITES = 2
BY_FAVOURITE = 0.7
"""Within a topic a person has two subjects they love, and so much of what they like of it is about these."""

TASTES = (1, 5)
KNOWN = 0.8
"""The exponent of Zipf's law by which things are known."""

_SUBJECTS = {
    "gardening": "tomatoes,compost,rose pruning,raised beds,seedlings,balcony herbs,wild meadow,fruit trees",
    "climbing": "bouldering,belay technique,granite cracks,finger training,alpine routes,climbing shoes",
    "baking": "sourdough,cardamom buns,croissants,rye bread,puff pastry,proofing baskets,custard tarts",
    "astronomy": "meteor shower,backyard telescope,Saturn rings,dark skies,lunar eclipse,nebula photos",
    "cycling": "gravel bikes,bike touring,hill repeats,tubeless tyres,commuter bikes,cycling climbs",
    "knitting": "wool yarn,cable stitch,fair isle,sock heels,baby blankets,lace shawls",
    "chess": "endgames,Sicilian defence,blitz chess,grandmaster games,chess puzzles,opening traps",
    "sailing": "dinghy racing,knots,tidal charts,spinnaker,boat varnish,archipelago anchorages",
    "jazz": "bebop,double bass,trumpet solos,jazz trio,Blue Note records,modal jazz",
    "football": "penalty shootout,youth academy,transfer window,offside rule,women's league,derby goals",
    "birds": "kingfisher,barn owls,bird hide,spring migration,nest boxes,warbler song",
    "pottery": "glaze recipes,wheel throwing,raku firing,porcelain bowls,kiln building,slip casting",
    "running": "half marathon,trail running,interval training,running cadence,ultra race,shin splints",
    "cinema": "film noir,silent films,documentary festival,stop motion,French new wave,film scores",
    "history": "Roman roads,Viking ships,medieval maps,Bronze Age,castle ruins,Silk Road",
    "coffee": "espresso grinder,pour over,latte art,coffee roasting,moka pot,cold brew",
    "programming": "type checkers,database indexes,compilers,unit tests,garbage collection,terminal tools",
    "photography": "film cameras,portrait light,street photography,darkroom,macro lens,long exposure",
    "mushrooms": "chanterelles,spore prints,truffle dogs,porcini,mushroom forays,oyster mushrooms",
    "trains": "night trains,steam locomotives,narrow gauge,model railway,signal boxes,rail passes",
    "dogs": "puppy training,agility course,rescue greyhound,sled dogs,dog nutrition,scent work",
    "opera": "bel canto,Verdi arias,stage design,Ring cycle,countertenor,opera libretto",
    "woodwork": "hand planes,dovetail joints,spoon carving,oak table,wood lathe,workbench plans",
    "surfing": "swell forecast,longboard,reef break,surf wax,wetsuit repair,point break",
    "languages": "Portuguese verbs,false friends,sign language,Latin grammar,minority languages,accents",
    "tea": "oolong,matcha whisk,tea ceremony,Darjeeling harvest,gaiwan,puer cakes",
    "maps": "contour lines,globe making,treasure maps,orienteering,map projections,sea charts",
    "bees": "beehives,honey harvest,swarm season,queen rearing,wildflower honey,beeswax candles",
}
_ABOUT = (
    "{a} for beginners",
    "What nobody tells you about {a}",
    "{a} and {b}",
    "Ten years of {a}",
    "A quiet morning with {a}",
    "Why {a} matter to us",
    "{a}: a small guide",
    "My grandmother on {a}",
    "The trouble with {a}",
    "{a}, {b} and patience",
)
_SEARCHED = ("best {a}", "how to start with {a}", "{a} near me", "{a} explained")
_WROTE = ("A whole weekend of {a}, and my hands are tired.", "Finally understood {a}!", "Tried {a} today.")


def invent_likes(seed: int, *, people: int = 100, things: int = 1500) -> LikeSet:
    """Invent things, people, what they do over a year, and what they like.

    Args:
        seed: The same seed gives the same lives.
        people: How many lives.
        things: How many things may be liked.
    """
    chance = random.Random(seed)  # noqa: S311 - invented lives, no secret
    items, about = _things(chance, things)
    known = [1 / (rank + 5) ** KNOWN for rank in range(things)]
    chance.shuffle(known)
    likes: dict[str, list[Like]] = {}
    more: dict[str, list[EventDraft]] = {}
    for number in range(people):
        person = f"{seed}-{number}"
        likes[person], more[person] = _live(chance, person, about, known)
    return LikeSet(f"invented lives, seed {seed}", items, likes, more)


def _things(chance: random.Random, things: int) -> tuple[dict[str, Item], dict[str, list[int]]]:
    """Invent things; give also which are about a subject or topic."""
    items: dict[str, Item] = {}
    about: dict[str, list[int]] = {}
    for number in range(things):
        topic = chance.choice(list(_SUBJECTS))
        subject = chance.choice(_subjects(topic))
        tags = (topic,) if chance.random() < 0.5 else ()  # noqa: PLR2004 - every other thing is tagged
        items[str(number)] = Item(_write(chance, _ABOUT, topic, subject), tags)
        for each in (topic, subject):
            about.setdefault(each, []).append(number)
    return items, about


def _subjects(topic: str) -> list[str]:
    return _SUBJECTS[topic].split(",")


def _write(chance: random.Random, forms: Sequence[str], topic: str, subject: str) -> str:
    other = chance.choice([each for each in _subjects(topic) if each != subject])
    words = chance.choice(forms).format(a=subject, b=other)
    return words[0].upper() + words[1:]


def _live(
    chance: random.Random, person: str, about: dict[str, list[int]], known: Sequence[float]
) -> tuple[list[Like], list[EventDraft]]:
    """Live a year: one topic is new in its second half, another is dropped."""
    topics = chance.sample(list(_SUBJECTS), chance.randint(*TASTES) + 1)
    loved = {topic: chance.sample(_subjects(topic), FAVOURITES) for topic in topics}
    weights = [chance.expovariate(1) + 0.2 for _ in topics]
    starts = [0.0, *(chance.choice((0, 0, 0, 0.4)) for _ in topics[1:])]
    ends = [1.0, *(chance.choice((1, 1, 1, 0.6)) for _ in topics[1:])]
    moments = sorted(chance.random() for _ in range(chance.randint(30, 120)))
    everything = list(accumulate(known))
    likes: list[Like] = []
    seen: set[int] = set()
    more: list[EventDraft] = []
    for number, moment in enumerate(moments):
        at = FIRST + timedelta(days=moment * DAYS)
        held = [
            weight * (start <= moment <= end)
            for weight, start, end in zip(weights, starts, ends, strict=True)
        ]
        topic = chance.choices(topics, held)[0]
        is_loved = chance.random() < BY_FAVOURITE
        subject = chance.choice(loved[topic] if is_loved else _subjects(topic))
        if chance.random() < 0.3:  # noqa: PLR2004 - three deeds of ten are something else than a like
            more.append(_other(chance, f"{person}:{number}", at, topic, subject))
            continue
        if chance.random() < BY_TASTE:
            item = chance.choices(about[subject], [known[each] for each in about[subject]])[0]
        else:
            item = chance.choices(range(len(known)), cum_weights=everything)[0]
        if item not in seen:
            seen.add(item)
            likes.append(Like(at, str(item)))
    return likes, more


def _other(chance: random.Random, key: str, at: datetime, topic: str, subject: str) -> EventDraft:
    kind, forms = chance.choice(
        [
            ("web.search.made.v1", _SEARCHED),
            ("social.post.published.v1", _WROTE),
            ("media.item.watched.v1", _ABOUT),
        ]
    )
    text = _write(chance, forms, topic, subject)
    return EventDraft(kind, key, at, text, "Maya Lindqvist", is_mine=True)
