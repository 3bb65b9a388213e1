"""Switches a slot: checked, stored, taken up."""

from collections.abc import Awaitable, Callable

from beknown.kit.db import Database, Scope, Tx
from beknown.kit.errors import Conflict, Invalid
from beknown.models import store
from beknown.models.choices import Choice
from beknown.models.models import Models
from beknown.models.registry import find_chosen

Follower = Callable[[Tx, Choice], Awaitable[None]]
_followers: list[Follower] = []


def after_switching(follower: Follower) -> None:
    """Have `follower(tx, choice)` called in every transaction that fills a slot by another choice."""
    if follower not in _followers:
        _followers.append(follower)


async def switch(db: Database, scope: Scope, models: Models, choice: Choice) -> None:
    """Fill a slot by another choice from now on, in every process and over restarts.

    Raises:
        Conflict: A setting decides this slot.
        Invalid: The weights are of another slot.
        NotFound: The registry has no such weights, and there is no such file.
    """
    pinned_by = models.choices[choice.slot].pinned_by
    if pinned_by is not None:
        raise Conflict(f"{pinned_by} decides this. Remove that setting and start again to choose here.")
    if choice.weights:
        entry, path = find_chosen(choice.weights)
        if (entry.slot if entry else "language") != choice.slot:
            raise Invalid(f"The weights {str(path or choice.weights)!r} are not for {choice.slot}.")
    async with db.begin(scope) as tx:
        await store.save_choice(tx, choice)
        for follower in _followers:
            await follower(tx, choice)
    await models.follow()
