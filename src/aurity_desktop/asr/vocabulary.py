"""Words to expect, as a prompt: text that might have been said before the recording."""

from __future__ import annotations

from collections.abc import Callable, Sequence

#: Of the 448 that Whisper's decoder has for all it is told and all it writes: about 40 drug names.
MOST_TOKENS = 200


def prompt_of(
    words: Sequence[str],
    tokens_of: Callable[[str], tuple[int, ...]],
    most: int = MOST_TOKENS,
) -> tuple[int, ...]:
    """The tokens of a list of these words, the first ones first.

    Words that do not fit into `most` tokens are left out, whole.
    """
    prompt: tuple[int, ...] = ()
    for word in words:
        tokens = tokens_of(f", {word}" if prompt else f" {word}")
        if len(prompt) + len(tokens) <= most:
            prompt += tokens
    return prompt
