"""Words of strangers, so that they do no harm to the page around them: the rules stand in `kit/words.py`."""

from beknown.kit.words import Calmed, calm, tidy_line, tidy_text

__all__ = ["Calmed", "calm", "tidy_line", "tidy_text"]
