"""One article's failure must not stop the others: it is kept as a reject, with its reason, and counted."""

import json
import traceback
from collections.abc import Callable
from typing import Any

type Rejects = list[dict[str, str]]


def guarded[R](rejects: Rejects, article_id: str, step: str, function: Callable[..., R], *args: Any) -> R | None:
    """Call a function for one article; note an exception as a row of `ops.rejects` and return None.

    Any exception is caught: texts from the outside reach rules and libraries in ways nobody has foreseen, and a
    stranger's one page must not cost him the other 20,000. What happened is in the reason, place included. Want of
    memory is no fault of the article that meets it.
    """
    try:
        return function(*args)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - see above
        place = traceback.extract_tb(error.__traceback__)[-1]
        reason = f"{step}_failed: {type(error).__name__}: {error} ({place.name}, line {place.lineno})"
        rejects.append({"table_name": "articles", "row": json.dumps({"article_id": article_id}), "reason": reason})
        return None
