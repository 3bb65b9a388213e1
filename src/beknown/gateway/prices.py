"""What models cost, as the operator says it, and what a call of them cost.

Money is integer micros (millionths) of the operator's currency.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from beknown.gateway.types import Spent
from beknown.kit.errors import Invalid

MILLION = 1_000_000
_PRICE = re.compile(r"(?P<model>.+)=(?P<amounts>\d{1,7}(\.\d{1,6})?(/\d{1,7}(\.\d{1,6})?){1,2})")


@dataclass(frozen=True, slots=True)
class Price:
    """What a million tokens cost, in micros."""

    input_micros: int
    output_micros: int
    cached_micros: int


def read_prices(text: str) -> Mapping[str, Price]:
    """Read prices such as `big=0.60/0.80 small=0.10/0.20/0.02`: input, output, cached input; input's where unsaid.

    Raises:
        Invalid: It can't be read; the message names the part.
    """
    prices: dict[str, Price] = {}
    for each in text.split():
        found = _PRICE.fullmatch(each)
        if found is None:
            raise Invalid(
                f"BEKNOWN_GATEWAY_PRICES: {each!r} isn't MODEL=INPUT/OUTPUT or MODEL=INPUT/OUTPUT/CACHED, such as "
                "llama-3.3-70b=0.60/0.80, for a million tokens."
            )
        amounts = [int(Decimal(amount) * MILLION) for amount in found["amounts"].split("/")]
        prices[found["model"]] = Price(amounts[0], amounts[1], amounts[2] if len(amounts) > 2 else amounts[0])  # noqa: PLR2004 - input, output, cached
    return prices


def cost_of(price: Price | None, spent: Spent) -> int:
    """Give what a call cost, in micros, rounded to the nearest; 0 where the model has no price."""
    if price is None:
        return 0
    fresh = max(0, spent.input_tokens - spent.cached_tokens)
    total = (
        fresh * price.input_micros
        + spent.cached_tokens * price.cached_micros
        + spent.output_tokens * price.output_micros
    )
    return (total + MILLION // 2) // MILLION
