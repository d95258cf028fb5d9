"""Markdown with formulas -> HTML that needs no script: formulas become MathML here.

A student may have written the text, so only harmless elements pass.
"""

from __future__ import annotations

import html
import re
from functools import cache, lru_cache

import bleach
from latex2mathml.converter import convert
from markdown_it import MarkdownIt
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin

TEXT = {"a", "b", "blockquote", "br", "code", "details", "em", "h1", "h2", "h3", "h4", "hr", "i", "img", "li", "ol", "p", "pre", "s", "strong", "sub", "summary", "sup",
        "table", "tbody", "td", "th", "thead", "tr", "ul"}
MATH = {"math", "mrow", "mi", "mo", "mn", "mtext", "mspace", "msup", "msub", "msubsup", "mfrac", "msqrt", "mroot", "mover", "munder", "munderover", "mtable", "mtr",
        "mtd", "mstyle", "mpadded", "mphantom", "menclose", "semantics"}


def _leads_on(tag: str, name: str, value: str) -> bool:
    """A link to the web, to a mail address or within the course; not one that holds a page of its own."""
    web = value.lower().startswith(("http://", "https://", "mailto:"))
    return name == "title" or name == "href" and (web or ":" not in value.partition("/")[0].partition("#")[0])


def _is_here(tag: str, name: str, value: str) -> bool:
    """A picture from elsewhere would tell its owner who reads the page, and when."""
    return name == "alt" or name == "src" and value.startswith("data:image/")


ATTRIBUTES = {"a": _leads_on, "img": _is_here, "details": ["open"],
              **{tag: ["display", "stretchy", "fence", "form", "mathvariant", "width", "linethickness", "columnalign", "accent", "movablelimits", "lspace", "rspace", "displaystyle"] for tag in MATH}}


@lru_cache(2048)
def rendered(markdown: str, inline: bool = False) -> str:
    """HTML of a prose cell, or of a piece of a line; most of it is the same for a whole class.

    >>> rendered("**a** and $x^2$")[:24], rendered("3. `merge`", inline=True)
    ('<p><strong>a</strong> an', '3. <code>merge</code>')
    """
    made = _renderer().renderInline(markdown) if inline else _renderer().render(markdown)
    return harmless(made)


def harmless(page: str) -> str:
    """HTML of which only harmless elements are left.

    >>> harmless("<style>td {}</style><table><tr><td onclick='x'>1</td></tr></table>")
    '<table><tbody><tr><td>1</td></tr></tbody></table>'
    """
    return bleach.clean(re.sub(r"(?is)<(style|script)\b.*?</\1\s*>", "", page), tags=TEXT | MATH, attributes=ATTRIBUTES, protocols={"http", "https", "mailto", "data"}, strip=True)


@cache
def _renderer() -> MarkdownIt:
    renderer = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).use(amsmath_plugin, renderer=lambda latex: _formula(latex, {"display_mode": True}))
    return renderer.use(dollarmath_plugin, renderer=_formula, double_inline=True, allow_digits=True, allow_space=True)


# What students write beside matrices and cases, as what latex2mathml knows; `equation` is no more than the formula in it.
ENVIRONMENTS = {"align": "split", "aligned": "split", "alignedat": "split", "eqnarray": "split", "gather": "matrix", "gathered": "matrix", "multline": "matrix", "equation": ""}


def _formula(latex: str, options: dict) -> str:
    """MathML of a formula.

    >>> [tag in _formula(r"\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}", {}) for tag in ("<mtr>", "&</mi>")]
    [True, False]
    """
    def known(found: re.Match) -> str:
        name = ENVIRONMENTS.get(found[2], found[2])
        return f"\\{found[1]}{{{name}}}" if name else ""

    try:
        return convert(re.sub(r"\\(begin|end)\{(\w+)\*?\}", known, latex.strip()), display="block" if options.get("display_mode") else "inline")
    except Exception:  # what latex2mathml cannot read is shown as it was typed
        return f"<code>{html.escape(latex)}</code>"
