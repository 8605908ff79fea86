"""Which models there are, and which of them are installed."""

from __future__ import annotations

from aurity_desktop.application.program import Program
from aurity_desktop.domain.model_install import ModelOffer
from aurity_desktop.models.manifest import ModelRole


def model_offers(program: Program) -> list[ModelOffer]:
    """All of the manifest, in its order; by names and sizes, milliseconds."""
    store = program.models
    return [
        ModelOffer(
            model.name,
            store.size(model.name),
            store.is_installed(model.name),
            model.default,
            model.role is ModelRole.WHISPER,
            about=not model.pinned and not store.is_installed(model.name),
            own=store.own_copy(model.name) is not None,
        )
        for model in store.manifest.models
    ]
