"""What a mutation changes: named ones for the promises that must hold, and general ones.

All of them work on the syntax tree, so that a mutation is found again when lines have moved.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

#: Takes the tree of a function (or of a module) and changes it in place; returns how many places
#: were changed.
Change: TypeAlias = Callable[[ast.AST], int]


class NothingToMutate(Exception):
    """The code that a named mutation speaks of is not there any more."""


def without(callee: str) -> Change:
    """Drops every statement that only calls `callee`, the last part of a dotted name."""

    def change(tree: ast.AST) -> int:
        count = 0
        for node in ast.walk(tree):
            for body in _bodies(node):
                for place, statement in enumerate(body):
                    if isinstance(statement, ast.Expr) and _callee(statement.value) == callee:
                        body[place] = ast.copy_location(ast.Pass(), statement)
                        count += 1
        return count

    return change


def instead(old: str, new: str) -> Change:
    """Puts the expression `new` where `old` stands; both as Python source."""
    wanted = ast.unparse(ast.parse(old, mode="eval").body)

    def change(tree: ast.AST) -> int:
        count = 0
        for node in ast.walk(tree):
            for name, value in ast.iter_fields(node):
                if isinstance(value, ast.expr) and ast.unparse(value) == wanted:
                    setattr(node, name, ast.parse(new, mode="eval").body)
                    count += 1
                elif isinstance(value, list):
                    for place, each in enumerate(value):
                        if isinstance(each, ast.expr) and ast.unparse(each) == wanted:
                            value[place] = ast.parse(new, mode="eval").body
                            count += 1
        return count

    return change


def doing(source: str) -> Change:
    """Replaces the body of the function by these statements."""

    def change(tree: ast.AST) -> int:
        if not isinstance(tree, ast.FunctionDef):
            return 0
        tree.body = ast.parse(source).body
        return 1

    return change


def in_function(module: ast.Module, qualified_name: str) -> ast.AST:
    """The definition called so (`Class.method`), or the module itself for "".

    Raises NothingToMutate.
    """
    found: ast.AST = module
    for part in qualified_name.split(".") if qualified_name else ():
        for node in ast.iter_child_nodes(found):
            definition = isinstance(node, ast.FunctionDef | ast.ClassDef)
            if definition and node.name == part:  # type: ignore[attr-defined]
                found = node
                break
        else:
            raise NothingToMutate(qualified_name)
    return found


@dataclass(frozen=True, slots=True)
class Site:
    """One general mutation: what it does, where, and the whole module with it applied."""

    what: str
    line: int
    source: str


def general_mutations(source: str) -> Iterator[Site]:
    """Every general mutation of a module: a call left out, a comparison turned, a condition
    negated, a number one larger, an exception not raised, a value not returned.
    """
    original = ast.parse(source)
    for index, node in enumerate(ast.walk(original)):
        for what, change in _changes_of(node):
            tree = copy.deepcopy(original)
            twin = next(each for n, each in enumerate(ast.walk(tree)) if n == index)
            change(twin)
            ast.fix_missing_locations(tree)
            yield Site(what, getattr(node, "lineno", 0), ast.unparse(tree))


_TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}


def _changes_of(node: ast.AST) -> Iterator[tuple[str, Callable[[ast.AST], None]]]:
    for field, body in _named_bodies(node):
        for place, statement in enumerate(body):
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
                yield f"leaves out {ast.unparse(statement)}", _dropping(field, place)
            elif isinstance(statement, ast.Raise) and statement.exc is not None:
                yield f"does not {ast.unparse(statement)}", _dropping(field, place)
    if isinstance(node, ast.If | ast.While | ast.IfExp) and not isinstance(node.test, ast.Constant):
        yield f"turns the condition {ast.unparse(node.test)}", _negate
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _TURNED:
        yield f"turns the comparison {ast.unparse(node)}", _turn
    if isinstance(node, ast.BoolOp):
        yield f"takes the other of and/or in {ast.unparse(node)}", _swap
    match node:
        case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
            yield f"returns None for {ast.unparse(value)}", _forget
    if isinstance(node, ast.Constant) and type(node.value) is int:
        yield f"takes {node.value + 1} for {node.value}", _increase


def _dropping(field: str, place: int) -> Callable[[ast.AST], None]:
    def drop(twin: ast.AST) -> None:
        body = getattr(twin, field)
        body[place] = ast.copy_location(ast.Pass(), body[place])

    return drop


def _negate(node: ast.AST) -> None:
    assert isinstance(node, ast.If | ast.While | ast.IfExp)
    node.test = ast.UnaryOp(ast.Not(), node.test)


def _turn(node: ast.AST) -> None:
    assert isinstance(node, ast.Compare)
    node.ops[0] = _TURNED[type(node.ops[0])]()


def _swap(node: ast.AST) -> None:
    assert isinstance(node, ast.BoolOp)
    node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()


def _forget(node: ast.AST) -> None:
    assert isinstance(node, ast.Return)
    node.value = ast.Constant(None)


def _increase(node: ast.AST) -> None:
    assert isinstance(node, ast.Constant)
    assert type(node.value) is int
    node.value += 1


def _bodies(node: ast.AST) -> Iterator[list[ast.stmt]]:
    return (body for _, body in _named_bodies(node))


def _named_bodies(node: ast.AST) -> Iterator[tuple[str, list[ast.stmt]]]:
    for field in ("body", "orelse", "finalbody"):
        body = getattr(node, field, None)
        if isinstance(body, list):
            yield field, body


def _callee(node: ast.expr) -> str:
    if not isinstance(node, ast.Call):
        return ""
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
