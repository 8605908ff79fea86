"""What is done with the sessions that are chosen: the menu, erasing, exporting."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from aurity_desktop.application.library.export_names import export_name, free_path
from aurity_desktop.domain.session import SessionState, SessionSummary
from aurity_desktop.ui.library.chosen_menu import ChosenMenu
from aurity_desktop.ui.library.many_panel import ManyPanel
from aurity_desktop.ui.library.session_list import SessionList
from aurity_desktop.ui.privacy.decision_panel import Decision
from aurity_desktop.ui.review.transcript_panel import TranscriptPanel
from aurity_desktop.ui.widgets.file_dialog import private_file_dialog


class ChosenActions(QObject):
    """`erasure_asked` carries session ids, `exports_asked` ids with the files that they go to.

    `review_marked` carries ids, and whether they are reviewed or to be reviewed.

    `join_asked` carries the ids of two sessions that become a third.

    `held` are the ids of the sessions that are on hold.
    """

    erasure_asked = Signal(list)
    exports_asked = Signal(list)
    review_marked = Signal(list, bool)
    join_asked = Signal(str, str)

    def __init__(
        self,
        sessions: SessionList,
        many: ManyPanel,
        transcript: TranscriptPanel,
        show: Callable[[QWidget], None],
        open_session: Callable[[str], None],
        page: QWidget,
    ) -> None:
        """`show` brings one of the two panels into sight, `open_session` reads a session."""
        super().__init__(page)
        self._page = page
        self._list = sessions
        self._many = many
        self._transcript = transcript
        self._show = show
        self._open = open_session
        self._then: Callable[[], None] | None = None
        self.held: frozenset[str] = frozenset()
        sessions.menu_asked.connect(self.open_menu)
        sessions.erasure_asked.connect(self.ask_for_erasure)
        many.erasure_confirmed.connect(self._on_erasure)
        many.export_asked.connect(self.ask_for_folder)
        many.join_confirmed.connect(self.join_asked)
        transcript.opened.connect(self._on_opened)

    def describe(self) -> None:
        """Have the panel of several sessions show those that are chosen."""
        self._many.show_sessions(self._list.chosen(), self.held)

    def open_menu(self, place: QPoint) -> None:
        """The menu of what is chosen, at a point of the screen."""
        self.describe()
        chosen = self._list.chosen()
        menu = ChosenMenu(
            chosen,
            self._page,
            erasable=bool(self._many.erasable()),
            joinable=self._many.joinable(),
        )
        menu.aboutToHide.connect(menu.deleteLater)
        head = self._transcript.head
        menu.open_asked.connect(partial(self._after_opening, self._transcript.view.setFocus))
        menu.title_asked.connect(partial(self._after_opening, head.title.edit))
        menu.export_asked.connect(partial(self._after_opening, self._transcript.ask_for_export))
        menu.many_asked.connect(self.ask_for_folder)
        menu.erasure_asked.connect(self.ask_for_erasure)
        menu.join_asked.connect(self._ask_for_joining)
        menu.review_marked.connect(self._on_review_marked)
        menu.popup(place)

    def ask_for_erasure(self) -> None:
        """Ask before what is chosen is erased; nothing where all of it must stay."""
        self.describe()
        if not self._many.erasable():
            return
        if len(self._list.chosen()) == 1:
            self._after_opening(partial(self._transcript.head.decision.ask, Decision.ERASE))
            return
        self._show(self._many)
        self._many.ask_for_erasure()

    def ask_for_folder(self, ending: str) -> None:
        """Where the files of what is chosen go; the dialog holds nothing up."""
        dialog = private_file_dialog(self._page, self.tr("Folder for the exported sessions"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(partial(self._on_folder, self._list.chosen(), ending))
        dialog.open()

    def ask_for_erasure_of(self, session_id: str) -> None:
        """Show this session, and ask there whether it is to be erased."""
        self._then = partial(self._transcript.head.decision.ask, Decision.ERASE)
        self._open(session_id)

    def _ask_for_joining(self) -> None:
        self._show(self._many)
        self._many.ask_for_joining()

    def _after_opening(self, then: Callable[[], None]) -> None:
        """Do it with the one chosen session once it is shown."""
        chosen = self._list.chosen()
        if not chosen:
            return
        if chosen[0].session_id == self._transcript.session_id:
            self._show(self._transcript)
            then()
        else:
            self._then = then
            self._open(chosen[0].session_id)

    def _on_opened(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()

    def _on_review_marked(self, reviewed: bool) -> None:
        chosen = [each for each in self._list.chosen() if each.state is SessionState.COMPLETED]
        self.review_marked.emit([each.session_id for each in chosen], reviewed)

    def _on_erasure(self, session_ids: list[str]) -> None:
        if self._transcript.session_id in session_ids:
            self._transcript.clear()  # Windows erases no file that is open
        self._list.clearSelection()
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.erasure_asked.emit(session_ids)

    def _on_folder(self, sessions: list[SessionSummary], ending: str, path: str) -> None:
        """No file takes the name of one that is there."""
        targets: dict[Path, str] = {}
        for each in sessions:
            targets[free_path(Path(path), export_name(each, ending), targets)] = each.session_id
        self.exports_asked.emit([(session_id, file) for file, session_id in targets.items()])
