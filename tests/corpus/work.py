"""How much is done, counted rather than timed: the same on a busy machine."""

import sys


def python_calls(act):
    """How many Python functions `act` calls: each row that becomes a value is one at least."""
    calls = []
    sys.setprofile(lambda _frame, event, _: calls.append(event) if event == "call" else None)
    try:
        act()
    finally:
        sys.setprofile(None)
    return len(calls)
