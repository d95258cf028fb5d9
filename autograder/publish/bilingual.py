"""Bilingual code -> one language of it.

In code, whatever a student reads is written `日本語 / English`: comments, strings,
f-strings, and docstrings (in a long one a line `---` parts the Japanese from the English).
`half` keeps one language and changes nothing else; text without Japanese is never
touched, so `a / b` stays.  `doubts` says where a half could not be told.

A text is parted at the first ` / ` behind its last Japanese letter.  Neighbouring
strings ("…" "…") are one text.  Code that is not Python is left alone.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from functools import lru_cache

from autograder import syntax

JAPANESE = re.compile(r"[\u3001-\u30ff\u3400-\u9fff\uff01-\uff9f]")
SEPARATOR = re.compile(r"\s+/\s+")
RULE = re.compile(r"^[ \t]*---[ \t]*\n", re.MULTILINE)  # between the languages of a docstring
LITERAL = re.compile(r"""(?s)([A-Za-z]*)('{3}|"{3}|'|")(.*)\2$""")


@lru_cache(4096)  # a page shows the given cells, which are the same for a whole class
def half(code: str, lang: str) -> str:
    """The code with the texts of one language.

    >>> half('f(a / b)  # 足す / add', "en"), half('print(f"値は {a / b} / it is {a / b}")', "ja")
    ('f(a / b)  # add', 'print(f"値は {a / b}")')
    """
    if not JAPANESE.search(code):
        return code
    try:
        groups = list(_texts(code))
    except (SyntaxError, tokenize.TokenError, IndentationError):
        return code
    for docstring, spans in reversed(groups):
        if len(spans) == 1 and code[spans[0][0]] == "#":
            new = ["#" + plain(code[spans[0][0] + 1:spans[0][1]], lang)]
        elif docstring:
            new = [_docstring(code[slice(*spans[0])], lang)]
        else:
            new = _strings([code[slice(*span)] for span in spans], lang)
        code = _put(code, spans, new)
    return code


def plain(text: str, lang: str) -> str:
    """One language of a text that is no code: a comment, a message.

    >>> plain("和ですか / is it the sum?", "en"), plain("a / b", "en")
    ('is it the sum?', 'a / b')
    """
    where = _parting(text)
    if where is None:
        return text
    lead = re.match(r"\s*", text).group()
    return text[:where[0]] if lang == "ja" else lead + text[where[1]:]


def doubts(code: str) -> Iterator[tuple[int, str]]:
    """(line, sentence) for each text that has Japanese in it, is shown to a student and cannot be parted."""
    if not JAPANESE.search(code):
        return
    try:
        tree, groups = syntax.parse(code), list(_texts(code))
    except (SyntaxError, tokenize.TokenError, IndentationError) as error:
        yield 1, f"it is not Python, so its texts cannot be parted: {error}"
        return
    shown = _shown(tree, code)
    for docstring, spans in groups:
        line, text = code.count("\n", 0, spans[0][0]) + 1, "".join(code[slice(*span)] for span in spans)
        if not JAPANESE.search(_without_fields(text) if text[0] != "#" else text):
            continue
        if docstring:
            if not RULE.search(text) and any(JAPANESE.search(one) and _parting(one) is None for one in text.splitlines()):
                yield line, "the docstring has neither a line '---' nor ' / ' between its languages"
        elif text[0] == "#" and _parting(text) is None:
            yield line, f"the comment has no ' / ' between its languages: {text[:60]}"
        elif text[0] != "#":
            halves = ["".join(_strings([code[slice(*span)] for span in spans], lang)) for lang in ("ja", "en")]
            if halves[0] == halves[1]:
                if spans[0][0] in shown:
                    yield line, f"the message has no ' / ' between its languages: {text[:60]}"
            elif _values(halves[0]) != _values(halves[1]):
                yield line, f"the halves show different values: {text[:60]}"


def _shown(tree: ast.AST, code: str) -> set[int]:
    """Where the messages begin: what assert, raise and print show.  Other strings are data."""
    places = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert):
            messages = [node.msg]
        elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            messages = node.exc.args
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("print", "input"):
            messages = node.args
        else:
            continue
        places |= {_place(m, code) for m in messages if isinstance(m, (ast.Constant, ast.JoinedStr))}
    return places


def _place(node: ast.expr, code: str) -> int:
    """Where a node begins, in characters; ast counts the bytes of a line."""
    lines = list(io.StringIO(code))
    return sum(map(len, lines[: node.lineno - 1])) + len(lines[node.lineno - 1].encode()[: node.col_offset].decode())


def _parting(text: str, mask: str | None = None) -> tuple[int, int] | None:
    """Where the Japanese half ends and the English one begins; None if it cannot be told.  mask: text without fields."""
    mask = text if mask is None else mask
    last = max((m.end() for m in JAPANESE.finditer(mask)), default=0)
    found = SEPARATOR.search(mask, last) if last else None
    return found.span() if found and found.end() < len(mask) else None


def _texts(code: str) -> Iterator[tuple[bool, list[tuple[int, int]]]]:
    """(is a docstring, spans of code): each comment, and each run of neighbouring strings, in the order of the code."""
    starts = [0]
    for line in io.StringIO(code):
        starts.append(starts[-1] + len(line))

    def offset(position):
        return starts[position[0] - 1] + position[1]

    docstrings = set(_docstrings(syntax.parse(code), code))
    run, depth, begun = [], 0, 0
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        kind, first, end = tokenize.tok_name[token.type], offset(token.start), offset(token.end)
        if kind == "FSTRING_START":  # from Python 3.12 on, an f-string is many tokens
            begun, depth = (begun if depth else first), depth + 1
        elif kind == "FSTRING_END":
            depth -= 1
            if not depth:
                run.append((begun, end))
        elif depth:
            continue
        elif kind == "STRING":
            run.append((first, end))
        elif kind not in ("NL", "COMMENT"):
            if run:
                yield run[0][0] in docstrings, run
            run = []
        if kind == "COMMENT" and not depth and not run:
            yield False, [(first, end)]


def _docstrings(tree: ast.AST, code: str) -> Iterator[int]:
    """Where the docstrings of functions and classes begin."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and ast.get_docstring(node, clean=False) is not None:
            yield _place(node.body[0].value, code)


def _docstring(literal: str, lang: str) -> str:
    prefix, quote, body = LITERAL.match(literal).groups()
    if rule := RULE.search(body):
        body = body[:rule.start()] if lang == "ja" else body[rule.end():].lstrip()
        if lang == "ja":  # the closing quotes stand on a line of their own, as they did
            body = body.rstrip() + re.search(r"\n?[ \t]*\Z", literal[:-len(quote)]).group()
    else:
        body = "\n".join(plain(line, lang) for line in body.split("\n"))
    return f"{prefix}{quote}{body}{quote}"


def _strings(literals: list[str], lang: str) -> list[str]:
    """One language of neighbouring strings; a string of which nothing is left becomes ""."""
    parts = [LITERAL.match(literal).groups() for literal in literals]
    whole = "".join(body for _, _, body in parts)
    mask = "".join(_without_fields(body) if "f" in prefix.lower() else body for prefix, _, body in parts)
    where = _parting(whole, mask)
    new, at = [], 0
    for prefix, quote, body in parts:
        end = at + len(body)
        if where is None:
            kept = body
        else:
            kept = whole[at:min(end, where[0])] if lang == "ja" else whole[max(at, where[1]):end]
        if "f" in prefix.lower():
            kept = _halved_fields(kept, lang)
        new.append(f"{prefix}{quote}{kept}{quote}" if kept or where is None else "")
        at = end
    return new


def _field_spans(body: str) -> Iterator[tuple[int, int]]:
    """The {fields} of an f-string's body, the outermost ones."""
    at = 0
    while at < len(body):
        if body[at] == "{" and body[at:at + 2] != "{{":
            depth, end = 1, at + 1
            while depth and end < len(body):
                depth += {"{": 1, "}": -1}.get(body[end], 0)
                end += 1
            yield at, end
            at = end
        else:
            at += 2 if body[at:at + 2] in ("{{", "}}") else 1


def _without_fields(body: str) -> str:
    """The body with each field blanked by as many dots."""
    for first, end in _field_spans(body):
        body = body[:first] + "." * (end - first) + body[end:]
    return body


def _fields(body: str) -> list[str]:
    return [half(body[first:end], "en") for first, end in _field_spans(body)]


def _values(body: str) -> list[str]:
    """What a half shows.  Its own language of a value is the same value: `{ja}` and `{en}`, `{case[0]}` and `{case[1]}`, words in quotes.

    >>> _values("{n} で {case[0]}：{'なし' if m is None else 'あり'}") == _values("{case[1]}, {n}: {'without' if m is None else 'with'}")
    True
    >>> _values("{way}: {n}") == _values("{n}")
    False
    """
    plainer = [(r"'[^']*'|\"[^\"]*\"", "''"), (r"\b(ja|en)\b", "lang"), (r"\[[01]\]", "[lang]")]
    found = set()
    for field in _fields(body):
        for pattern, same in plainer:
            field = re.sub(pattern, same, field)
        found.add(field)
    return sorted(found)


def _halved_fields(body: str, lang: str) -> str:
    """Strings inside of fields have halves, too: {"はい / yes" if ok else "いいえ / no"}."""
    for first, end in reversed(list(_field_spans(body))):
        inner = body[first + 1:end - 1]
        if JAPANESE.search(inner):
            body = body[:first + 1] + half(inner, lang) + body[end - 1:]
    return body


def _put(code: str, spans: list[tuple[int, int]], new: list[str]) -> str:
    """The code with new texts in place of the spans; an empty one goes with the space to its neighbour."""
    kept = [n for n, text in enumerate(new) if text]
    pieces = [new[kept[0]]]
    for before, after in zip(kept, kept[1:]):
        pieces += [code[spans[before][1]:spans[after][0]], new[after]]
    return code[:spans[0][0]] + "".join(pieces) + code[spans[-1][1]:]
