"""Steering over HTTP: say it, see what was understood, change it, take it back."""

from uuid import UUID

from fastapi import APIRouter, Request

from beknown.feed.steer_shapes import (
    RuleAgainIn,
    RuleIn,
    RuleOut,
    SaidOut,
    SayIn,
    TopicIn,
    show_rule,
    show_unread,
)
from beknown.feed.steer_types import Rule, read_zone
from beknown.kit import clock
from beknown.kit.later import load
from beknown.kit.web import Caller, Db, SignedIn, get_part
from beknown.models import Models

RULES = "beknown.feed.steer_rules"
router = APIRouter(prefix="/rules")


@router.get("")
async def find_rules(caller: SignedIn, db: Db) -> list[RuleOut]:
    """Give the rules that aren't over, the latest first."""
    await load(RULES)
    from beknown.feed import steer_rules  # noqa: PLC0415 - heavy, and a start doesn't need it

    async with db.begin(caller.scope("export")) as tx:
        return _show(await steer_rules.find_rules(tx), caller)


@router.post("", status_code=201)
async def say(caller: SignedIn, db: Db, body: SayIn, request: Request) -> SaidOut:
    """Say what the feed shall have more, less, only or nothing of; what was understood becomes rules."""
    await load("beknown.feed.steer")
    from beknown.feed.steer import Speaker, say  # noqa: PLC0415 - heavy, and a start doesn't need it

    speaker = Speaker(caller.person, caller.time_zone, caller.locale)
    said = await say(db, get_part(request, Models), speaker, body.text)
    return SaidOut(
        rules=_show(said.kept.rules, caller),
        new=len(said.kept.new),
        ended=len(said.kept.ended),
        unread=show_unread(said.reading.unread),
    )


@router.post("/again", status_code=201)
async def set_again(caller: SignedIn, db: Db, body: RuleAgainIn) -> list[RuleOut]:
    """Have a rule again that was taken back within a day; gives all rules that there are now."""
    await load(RULES)
    from beknown.feed import steer_rules  # noqa: PLC0415 - heavy, and a start doesn't need it

    async with db.begin(caller.scope("export")) as tx:
        rules = await steer_rules.set_again(tx, body.id)
    return _show(rules, caller)


@router.post("/topics", status_code=201)
async def mute_topic(caller: SignedIn, db: Db, body: TopicIn) -> list[RuleOut]:
    """Want nothing of a topic until that is taken back; gives all rules that there are now."""
    await load(RULES)
    from beknown.feed import steer_rules  # noqa: PLC0415 - heavy, and a start doesn't need it

    async with db.begin(caller.scope("export")) as tx:
        rules = await steer_rules.mute_topic(tx, body.topic)
    return _show(rules, caller)


@router.put("/{rule_id}")
async def change_rule(caller: SignedIn, db: Db, rule_id: UUID, body: RuleIn) -> RuleOut:
    """Change how much, how far, until when and at which hours a rule holds."""
    await load(RULES)
    from beknown.feed import steer_rules  # noqa: PLC0415 - heavy, and a start doesn't need it

    async with db.begin(caller.scope("export")) as tx:
        rule = await steer_rules.change_rule(
            tx,
            rule_id,
            amount=body.amount,
            strength=body.strength,
            until_at=body.until_at,
            hours=body.hours.hours(),
        )
    return _show([rule], caller)[0]


@router.delete("/{rule_id}", status_code=204)
async def end_rule(caller: SignedIn, db: Db, rule_id: UUID) -> None:
    """Take a rule back."""
    await load(RULES)
    from beknown.feed import steer_rules  # noqa: PLC0415 - heavy, and a start doesn't need it

    async with db.begin(caller.scope("export")) as tx:
        await steer_rules.end_rule(tx, rule_id)


def _show(rules: "list[Rule] | tuple[Rule, ...]", caller: Caller) -> list[RuleOut]:
    zone, at = read_zone(caller.time_zone), clock.now()
    return [show_rule(rule, is_active=rule.holds(at, zone)) for rule in rules]
