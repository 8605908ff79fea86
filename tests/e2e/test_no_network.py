"""What strace wrote is read right: a busy machine tells one call in two lines."""

import pytest

from .no_network import attempts

PULSE = 'sendto(7, "W", 1, MSG_NOSIGNAL, NULL, 0'
HUB = 'sendto(9, "GET", 3, 0, {sa_family=AF_INET, sin_port=htons(443)}, 16'
MANY = "sendmmsg(5, "
QUERY = "[{msg_hdr={msg_name={sa_family=AF_INET, sin_port=htons(53)}, msg_namelen=16}}], 2, 0"


@pytest.fixture
def told(tmp_path):
    """The attempts that are read from these lines."""

    def read(*lines):
        log = tmp_path / "strace"
        log.write_text("\n".join(lines), encoding="utf-8")
        return attempts(log)

    return read


def test_a_write_to_a_connected_local_socket_is_no_attempt(told):
    assert told(f"71 {PULSE}) = 1") == []


def test_nor_is_one_that_another_process_interrupted(told):
    assert (
        told(f"71 {PULSE} <unfinished ...>", "72 execve(1)", "71 <... sendto resumed>) = 1") == []
    )


def test_nor_is_one_whose_process_was_killed_in_it(told):
    assert told(f"71 {PULSE} <unfinished ...>", "71 +++ killed by SIGKILL +++") == []


def test_an_address_of_the_network_is_an_attempt(told):
    assert told(f"71 {HUB}) = 3") == [f"{HUB}) = 3"]


def test_so_it_is_when_the_call_was_interrupted(told):
    lines = (f"71 {HUB} <unfinished ...>", f"72 {PULSE}) = 1", "71 <... sendto resumed>) = 3")
    assert told(*lines) == [f"{HUB}) = 3"]


def test_so_it_is_when_its_process_was_killed_in_it(told):
    assert told(f"71 {HUB} <unfinished ...>") == [HUB]


def test_an_address_that_is_told_only_at_the_end_of_the_call_is_seen(told):
    lines = (f"71 {MANY}<unfinished ...>", f"71 <... sendmmsg resumed>{QUERY}) = 2")
    assert told(*lines) == [f"{MANY.strip()}{QUERY}) = 2"]
