"""Finds every text of the window that is meant to be translated, by reading its source."""

import ast
from pathlib import Path

import aurity_desktop.ui

UI_FOLDER = Path(aurity_desktop.ui.__file__).parent


def source_strings():
    """(context, text) → the place where it stands.

    Raises AssertionError for a text that is not written out.
    """
    found = {}
    for path in sorted(UI_FOLDER.rglob("*.py")):
        _Finder(path, found).visit(ast.parse(path.read_text(encoding="utf-8")))
    return found


class _Finder(ast.NodeVisitor):
    def __init__(self, path, found):
        self.path, self.found = path, found
        self.classes = []

    def visit_ClassDef(self, node):
        self.classes.append(node.name)
        self.generic_visit(node)
        self.classes.pop()

    def visit_Call(self, node):
        function = node.func
        name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        place = f"{self.path.relative_to(UI_FOLDER)}:{node.lineno}"
        if name == "tr" and isinstance(function, ast.Attribute):
            assert len(self.classes) == 1, f"{place}: tr() outside a class"
            self.found[self.classes[0], _written_out(node.args[0], place)] = place
        elif name == "translate" and len(node.args) == 2:
            context = _written_out(node.args[0], place)
            self.found[context, _written_out(node.args[1], place)] = place
        self.generic_visit(node)


def _written_out(node, place):
    assert isinstance(node, ast.Constant), f"{place}: only a text written out can be translated"
    assert isinstance(node.value, str), place
    return node.value
