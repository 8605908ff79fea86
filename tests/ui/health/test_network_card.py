from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt

from aurity_desktop.domain.network import Connection, NetworkFigures, ProcessRole, Sighting
from aurity_desktop.ui.health.network_card import NetworkCard

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def card(qtbot):
    card = NetworkCard()
    qtbot.addWidget(card)
    return card


def test_before_anybody_looked_nothing_is_claimed(card):
    card.show_figures(NetworkFigures())
    assert "not checked yet" in card.finding.text()


def test_hours_without_a_connection_are_told(card):
    card.show_figures(NetworkFigures(NOON, {ProcessRole.WINDOW: 5_400.0}, 1_080))
    assert "since 2 Mar 2026, in 1.5 hours" in card.finding.text()
    assert "every five seconds" in card.shows.text()
    assert "firewall" in card.does_not_show.text()


def test_a_connection_is_named_as_plain_text(card):
    last = Sighting(NOON, ProcessRole.COMMAND, Connection("192.0.2.7", 443, "<b>pip"))
    card.show_figures(NetworkFigures(NOON, connections=2, last=last))
    assert "Connections seen: 2. The last: 192.0.2.7, by <b>pip." in card.finding.text()
    assert card.finding.textFormat() is Qt.TextFormat.PlainText


def test_what_kept_the_worker_from_the_network_is_claimed_only_where_it_did(card):
    card.show_figures(NetworkFigures(NOON))
    assert card.confined.isHidden()
    card.show_figures(NetworkFigures(NOON, confined=True))
    assert "had no access" in card.confined.text()
    card.show_figures(NetworkFigures(NOON, confined=False))
    assert "could have opened a connection" in card.confined.text()
    assert not card.confined.isHidden()
