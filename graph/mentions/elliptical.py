"""Names that a list shares the end of: the places A, B and C, a number, and the name that follows each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.model import Mention

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

    from graph.vocabulary import Pattern

LIST_MARK = "、"


def spread(match: re.Match[str], pattern: Pattern, begin: Callable[[int], int]) -> Iterator[Mention]:
    """A mention for each item of the group `each`, called by the item and the group `name`.

    `begin` tells where a name begins that ends at a position. The last item's mention reaches to the end of the match,
    where the shared name stands.
    """
    start, shared = match.start("each"), match["name"]
    items = match["each"].split(LIST_MARK)
    for number, item in enumerate(items):
        stop = start + len(item)
        first = max(start, begin(stop)) if number == 0 else start
        end = match.end() if number == len(items) - 1 else stop
        yield Mention(first, end, item[first - start :] + shared, pattern.type, pattern=pattern.id)
        start = stop + len(LIST_MARK)
