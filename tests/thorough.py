"""How many examples Hypothesis tries: few in every run, ten times as many with `BEKNOWN_HYPOTHESIS=thorough`."""

import os

TIMES = 10 if os.environ.get("BEKNOWN_HYPOTHESIS") == "thorough" else 1


def examples(few: int) -> int:
    """Give how many examples to try, of which `few` are enough to notice most of what breaks."""
    return few * TIMES
