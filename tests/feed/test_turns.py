"""A few at a time; whoever hangs doesn't hold the others up for ever."""

import asyncio

import pytest

from beknown.feed.turns import Turns


class Room:
    """Where each stays until they are let go."""

    def __init__(self, turns: Turns) -> None:
        self.inside: list[int] = []
        self.come = [asyncio.Event() for _ in range(4)]
        self._turns = turns
        self._gone = [asyncio.Event() for _ in range(4)]

    async def stay(self, who: int) -> None:
        """Wait for a turn, and keep it until let go."""
        async with self._turns.take():
            self.inside.append(who)
            self.come[who].set()
            await self._gone[who].wait()
            self.inside.remove(who)

    def let_go(self, who: int) -> None:
        """Let somebody go."""
        self._gone[who].set()


async def settle() -> None:
    """Let everybody go on as far as they can."""
    for _ in range(10):
        await asyncio.sleep(0)


async def test_the_next_one_comes_when_one_has_gone_in_the_order_of_coming() -> None:
    room = Room(Turns(at_once=2, patience_s=60))
    async with asyncio.TaskGroup() as group:
        for who in range(4):
            group.create_task(room.stay(who))
        await settle()
        assert room.inside == [0, 1]
        room.let_go(1)
        await settle()
        assert room.inside == [0, 2]
        room.let_go(0)
        await settle()
        assert room.inside == [2, 3]
        for who in (2, 3):
            room.let_go(who)


async def test_whoever_has_waited_long_goes_on_and_leaves_no_turn_that_they_had_not() -> None:
    room = Room(Turns(at_once=1, patience_s=0.01))
    async with asyncio.TaskGroup() as group:
        hanging = group.create_task(room.stay(0))
        await settle()
        late = group.create_task(room.stay(1))
        await room.come[1].wait()
        room.let_go(1)
        await late
        room.let_go(0)
        await hanging
        for who in (2, 3):
            group.create_task(room.stay(who))
        await settle()
        assert room.inside == [2]
        for who in (2, 3):
            room.let_go(who)


async def fail(turns: Turns) -> float:
    """Fail in a turn."""
    async with turns.take():
        return 1 / 0


async def test_a_turn_is_left_to_the_next_one_when_something_fails_in_it() -> None:
    turns = Turns(at_once=1, patience_s=60)
    for _ in range(2):
        async with asyncio.timeout(5):
            with pytest.raises(ZeroDivisionError):
                await fail(turns)
