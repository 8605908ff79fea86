"""The transcript of the library's page, in a stage of each file's own."""

import pytest


@pytest.fixture
def panel(stage):
    return stage.window.pages.library.transcript


@pytest.fixture
def off_thread(stage):
    return stage.off_thread
