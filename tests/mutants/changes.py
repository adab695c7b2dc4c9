"""The changes that are made to a module, each in one place: a comparison turned, a number one more or less, a condition always true."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

COMPARED: dict[type[ast.cmpop], ast.cmpop] = {
    ast.Lt: ast.LtE(), ast.LtE: ast.Lt(), ast.Gt: ast.GtE(), ast.GtE: ast.Gt(), ast.Eq: ast.NotEq(), ast.NotEq: ast.Eq(),
    ast.In: ast.NotIn(), ast.NotIn: ast.In(), ast.Is: ast.IsNot(), ast.IsNot: ast.Is(),
}  # fmt: skip
COMPUTED: dict[type[ast.operator], ast.operator] = {
    ast.Add: ast.Sub(), ast.Sub: ast.Add(), ast.Mult: ast.Div(), ast.Div: ast.Mult(), ast.FloorDiv: ast.Mult(),
    ast.BitOr: ast.BitAnd(), ast.BitAnd: ast.BitOr(),
}  # fmt: skip


class Change(NamedTuple):
    """One change: the line, what stands there, and what stands there instead."""

    line: int
    before: str
    after: str


def changes(source: str) -> list[Change]:
    """Every change of a source text, in the order of its nodes; annotations and decorators are left as they are."""
    return [Change(_line(node), _shown(node), _shown(other)) for node, other in _places(ast.parse(source))]


def changed(source: str, number: int) -> ast.Module:
    """The source text with the change of this number made to it."""
    tree = ast.parse(source)
    replaced = _Replaced(*_places(tree)[number]).visit(tree)
    return ast.fix_missing_locations(replaced)


def _places(tree: ast.Module) -> list[tuple[ast.AST, ast.AST]]:
    """Each node with what it can be changed into, as often as there are ways."""
    passed = {id(node) for one in ast.walk(tree) for beside in _said_beside(one) for node in ast.walk(beside)}
    return [(node, other) for node in ast.walk(tree) if id(node) not in passed for other in _others(node)]


def _said_beside(node: ast.AST) -> Iterator[ast.AST]:
    """Annotations, and decorators, which say how long something is kept and that it is frozen."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield from node.decorator_list
    if isinstance(node, ast.FunctionDef) and node.returns is not None:
        yield node.returns
    elif isinstance(node, ast.arg | ast.AnnAssign) and node.annotation is not None:
        yield node.annotation


def _others(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand in place of an expression or statement."""
    match node:
        case ast.Compare(left, [operator, *more], comparators):
            yield ast.Compare(left, [COMPARED[type(operator)], *more], comparators)
        case ast.BinOp(left, operator, right) if type(operator) in COMPUTED:
            yield ast.BinOp(left, COMPUTED[type(operator)], right)
        case ast.BoolOp(operator, values):
            yield ast.BoolOp(ast.Or() if isinstance(operator, ast.And) else ast.And(), values)
        case ast.UnaryOp(ast.Not() | ast.USub(), operand):
            yield operand
        case ast.Return(ast.Constant(None)):
            return
        case ast.Return(ast.expr()):
            yield ast.Return(ast.Constant(None))
        case ast.Constant(bool() | int() as value):
            yield from map(ast.Constant, (not value,) if isinstance(value, bool) else (value + 1, value - 1))
        case _:
            yield from _otherwise(node)


def _otherwise(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand in place of a condition."""
    match node:
        case ast.If(_, body, orelse):
            yield from (ast.If(ast.Constant(always), body, orelse) for always in (True, False))
        case ast.IfExp(_, body, orelse):
            yield from (body, orelse)
        case ast.comprehension(target, iterated, conditions, is_async) if conditions:
            yield ast.comprehension(target, iterated, [], is_async)


def _line(node: ast.AST) -> int:
    return node.target.lineno if isinstance(node, ast.comprehension) else node.lineno  # type: ignore[attr-defined]


class _Replaced(ast.NodeTransformer):
    def __init__(self, node: ast.AST, other: ast.AST) -> None:
        self.node, self.other = node, other

    def visit(self, node: ast.AST) -> ast.AST:
        return self.other if node is self.node else self.generic_visit(node)


def _shown(node: ast.AST) -> str:
    return ast.unparse(node).strip().partition("\n")[0]
