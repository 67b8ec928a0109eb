"""Which places of the engine refuse bad input or report a fault? Each gets a switch, to prove that its test falls."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

# A simple statement that refuses or reports, after `module.function: `.
_REPORT = re.compile(
    r"\S+: ("
    r"raise\b(?! NotImplementedError| nodes\.SkipNode)|_?logger\.(warning|error)\(|self\.send_error\(|said\.put\(Fault|"
    r"print\(.*file=sys\.stderr|findings\.append|(findings|errors) \+=|return Outcome\(.*\(.+,\)\)|"
    r"(yield|return) Verdict\('(broken|unsure)')|"
    r"links\.\w+: yield f|\S+_fault: return (f['\"]|['\"][^'\"])|(cli|build|linkcheck)\.\w+: return (1|error\.code|int\(.*)$",
    re.DOTALL,
)
_SWITCH = '__import__("tests.switches").switches.is_{}("{}")'
Edits = list[tuple[int, str]]


def _statements(tree: ast.Module) -> Iterator[tuple[str, ast.stmt, ast.If | None]]:
    """Yield each statement with the name of its function, and with the `if` that it stands in, if that is its own."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            parents = {id(child): node for node in ast.walk(function) for child in ast.iter_child_nodes(node)}
            for node in ast.walk(function):
                if isinstance(node, (ast.Raise, ast.Expr, ast.Return, ast.AugAssign)):
                    above = parents[id(node)]
                    yield function.name, node, above if isinstance(above, ast.If) and node in above.body else None


def alternatives(test: ast.expr, is_negated: bool = False) -> Iterator[tuple[ast.expr, bool]]:
    """Yield the parts of a condition each of which is enough for it, and whether that is by being false."""
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            yield from alternatives(inner, not is_negated)
        case ast.BoolOp(op=operator, values=parts):
            for part in parts:
                if isinstance(operator, ast.And) == is_negated:
                    yield part, is_negated
                yield from alternatives(part, is_negated)


def _edits(source: str, name: str) -> dict[str, tuple[str, Edits]]:
    """Return for each place its text and what puts a switch before it, by the place's name: `module:line[:column]`."""
    starts, found = [0], dict[str, tuple[str, Edits]]()
    for row in source.encode().splitlines(keepends=True):
        starts.append(starts[-1] + len(row))
    for function, node, condition in _statements(ast.parse(source)):
        text = ast.unparse(node)
        if _REPORT.match(f"{name.removesuffix('.__init__').rpartition('.')[2]}.{function}: {text}"):
            place = f"{name}:{node.lineno}"
            found[place] = text, [(starts[node.lineno - 1] + node.col_offset, f"if {_SWITCH.format('on', place)}: ")]
            for part, is_negated in alternatives(condition.test) if condition else ():
                place, said = f"{name}:{part.lineno}:{part.col_offset}", "or {}" if is_negated else "and {}"
                start, end = starts[part.lineno - 1] + part.col_offset, starts[(part.end_lineno or 0) - 1] + (part.end_col_offset or 0)
                switch = said.format(_SWITCH.format("off" if is_negated else "on", place))
                found[place] = ast.unparse(part), [(start, "(("), (end, f") {switch})")]
    return found


def with_switches(source: str, name: str) -> tuple[str, dict[str, str]]:
    """Return a module in which each place has a switch, and the texts of the places by their names."""
    found, data = _edits(source, name), source.encode()
    edits = [(at, number, text) for number, (_, each) in enumerate(found.values()) for at, text in each]
    for at, _, text in sorted(edits, reverse=True):
        data = data[:at] + text.encode() + data[at:]
    return data.decode(), {place: text for place, (text, _) in found.items()}


def switch_all(package: Path, write: bool = True) -> dict[str, str]:
    """Give the modules of a package their switches, but for the checks of texts, which `tests/check` switches off."""
    found = {}
    for path in sorted(package.rglob("*.py")):
        name = ".".join(path.relative_to(package).with_suffix("").parts)
        if not name.startswith("check."):
            source, places = with_switches(path.read_text(encoding="utf-8"), name)
            found |= places
            if write:
                path.write_text(source, encoding="utf-8")
    return found
