"""What note programs and site generators add to Markdown, turned into Markdown or left out.

Obsidian and its Dataview, Hugo, Jekyll (Liquid, kramdown), Docusaurus and MkDocs, MDX, Pandoc. Code
is never touched; whatever goes is counted, so that the owner of an essay hears of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ingest.source import LeftOut

Replacement = Callable[[re.Match[str]], str]

_FENCE = re.compile(r"^\s{0,3}(`{3,}|~{3,})\s*(\S*)")
_PROSE = frozenset({"", "text", "txt", "plain", "quote", "verse", "md", "markdown"})
_CALLOUT = re.compile(r"^(\s{0,3}>\s?)\[!([\w-]+)(?:\|[^\]]*)?\]([+-]?)[ \t]*(.*)$")
_QUOTING = frozenset({"quote", "cite"})
_BOX = re.compile(r"^\s{0,3}:{3,}\s*(?:\[?(?:\{[^}]*\}|[\w-]+)\]?)?[ \t]*(.*?)\s*:*$")
_ADMONITION = re.compile(r'^(?:!!!|\?\?\?)\+?\s+[\w -]+?(?:\s+"([^"]*)")?\s*$')
_MODULE = re.compile(
    r"^(?:import\s+(?:[\w*{][^;]*\sfrom\s+)?['\"][^'\"]+['\"];?|"
    r"export\s+(?:const|let|var|default|function|async|class|\{).*)\s*$"
)
_FOOTNOTE = re.compile(r"^\s{0,3}\[\^([^\]\s]+)\]:[ \t]*(.*)$")
_CONTENTS = re.compile(r"^\s*(?:\[TOC\]|\[\[_?TOC_?\]\]|\{\{TOC[^}]*\}\})\s*$", re.IGNORECASE)
_TOC_BELOW = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+.*\n\s*\{:\s*toc\b")  # a list that it replaces
_ABBREVIATION = re.compile(r"^\*\[[^\]]+\]:\s*(.+)$")
_TAGS = re.compile(r"(?:(?:^|\s+)#[^\W\d][\w/-]*)+\s*$")
_TASK = re.compile(r"^(\s*(?:[-*+]|\d+[.)])\s+)\[[ xX/-]\]\s+")
_ATTRIBUTES = re.compile(
    r"\s*\{:?\s*(?:[.#][\w:.-]+|[\w-]+=(?:\"[^\"]*\"|\S+?)|toc)(?:\s[^{}]*)?\}"
)

_CODE = r"highlight|raw|code|codeblock|gist|mermaid|math|katex|plantuml|gallery|tabs?_?code"
_LIQUID_CODE = re.compile(
    rf"\{{%-?\s*({_CODE})\b[^%]*%\}}(.{{0,4000}}?)\{{%-?\s*end\1\s*-?%\}}", re.S
)
_HUGO_CODE = re.compile(
    rf"\{{\{{[<%]\s*({_CODE})\b[^}}]*[>%]\}}\}}(.{{0,4000}}?)\{{\{{[<%]\s*/\s*\1\s*[>%]\}}\}}", re.S
)
_LIQUID_QUOTE = re.compile(
    r"\{%-?\s*(blockquote|quote|pullquote|epigraph)\b([^%]*?)-?%\}(.{0,4000}?)\{%-?\s*end\1\s*-?%\}",
    re.S,
)
_HUGO_QUOTE = re.compile(
    r"\{\{[<%]\s*(blockquote|quote|pullquote|epigraph)\b([^}]{0,400}?)[>%]\}\}(.{0,4000}?)"
    r"\{\{[<%]\s*/\s*\1\s*[>%]\}\}",
    re.S,
)
_COMPONENT_QUOTE = re.compile(
    r"<([A-Z][\w.]*)\b([^<>]*\b(?:author|cite|citation|by|speaker|attribution|source)="
    r"[^<>]*)>(.{0,4000}?)</\1>",
    re.S,
)
_CREDIT = re.compile(
    r"\b(?:author|cite|citation|by|speaker|name|attribution|source)\s*=\s*"
    r"(?:\{?\"([^\"]+)\"\}?|\{?'([^']+)'\}?|([^\s>\"']+))"
)
_COMMENT = re.compile(r"(?<![^\s>(])%%(.*?)%%", re.S)
_LIQUID_COMMENT = re.compile(
    r"\{%-?\s*comment\s*-?%\}(.*?)\{%-?\s*endcomment\s*-?%\}|\{\{/\*(.*?)\*/\}\}|\{/\*(.*?)\*/\}",
    re.S,
)
_TAG = re.compile(  # never past the next one's beginning, so that open ones cost little
    r"\{\{[<%](?:(?!\{\{).){0,2000}?[>%]\}\}|\{%(?:(?!\{%).){0,2000}?%\}|\{\{[^{}]{0,2000}\}\}",
    re.S,
)
_BRACES = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]{0,400}\}){0,400}\}){0,2000}?\}"
_COMPONENT = re.compile(rf"(?<!\{{)</?[A-Z][\w.]*(?:\s(?:[^<>{{}}]|{_BRACES}){{0,2000}}?)?/?>")
_EXPRESSION = re.compile(rf"(?!\{{[#:.%<{{]){_BRACES}")
_MEMBER = re.compile(r"\{\s*[A-Za-z_$][\w$]*(?:\??\.[A-Za-z_$][\w$]*)+(?:\([^(){}]*\))?\s*\}")
_FIELD = re.compile(
    r"\s*(?:>\s?)*(?:(?:[-*+]|\d+[.)])\s+(?:\[.\]\s+)?)?((?:\*\*|__|[*_])?)"
    r"[^\W\d][\w/-]*(?: [\w/-]+){0,2}(?:\1::|::\1)(?:\s|$)"
)
_INLINE_FIELD = re.compile(
    r"\s?(?:\[[^\W\d][\w /-]*:: [^\[\]\n]*\]|\([^\W\d][\w /-]*:: [^()\n]*\))"
)
_OVERLINE = re.compile(r"={3,}\s*$")  # above a title, as in reStructuredText
_EMBED = re.compile(r"!\[\[([^\[\]\n]*)\]\]")
_WIKI = re.compile(r"\[\[([^\[\]|\n]+)(?:\\?\|([^\[\]\n]*))?\]\]")
_MARKED = re.compile(r"==(?=\S)([^=\n]+?)(?<=\S)==")
_REFERENCE = re.compile(r"\[\^[^\]\s]+\](?!:)")
_INLINE_NOTE = re.compile(r"\^\[([^\[\]]*)\]")
_CITED = re.compile(r"\s?\[(-?@[\w:.#$%&+?<>~/-]+[^\]\n]*)\](?!\()")
_BLOCK_ID = re.compile(r"(?:^|\s+)\^[A-Za-z0-9-]+\s*$")
_WORD = re.compile(r"\w")


def plain_markdown(text: str, left_out: LeftOut) -> str:
    """The text in common Markdown; `left_out` hears of what has no place in it."""
    parts = []
    for code, stretch in _by_code(text):
        parts.append(_coded(stretch, left_out) if code else _prose(stretch, left_out))
    return "".join(parts)


def _by_code(text: str) -> Iterator[tuple[bool, str]]:
    """Fenced code and the text between, in order."""
    held: list[str] = []
    fence = ""
    for line in text.splitlines(keepends=True):
        mark = _FENCE.match(line)
        if not fence and mark and not (mark[1][0] == "`" and "`" in line[mark.end(1) :]):
            if held:
                yield False, "".join(held)
            held, fence = [line], mark[1]
        elif fence and mark and mark[1].startswith(fence) and not line[mark.end() :].strip():
            yield True, "".join([*held, line])
            held, fence = [], ""
        else:
            held.append(line)
    if held:
        yield bool(fence), "".join(held)


def _coded(block: str, left_out: LeftOut) -> str:
    """Code in a language goes; a block without one may hold a letter or a poem."""
    opening, _, rest = block.partition("\n")
    mark = _FENCE.match(opening)
    if mark is None or mark[2].strip("{}.").lower() in _PROSE:
        return block
    left_out.add("code", rest)
    return "\n"


def _prose(text: str, left_out: LeftOut) -> str:
    for pattern in (_LIQUID_CODE, _HUGO_CODE):
        text = pattern.sub(lambda m: _gone(left_out, "code", m[2]), text)
    text = _LIQUID_COMMENT.sub(
        lambda m: _gone(left_out, "comment", next(filter(None, m.groups()), "")), text
    )
    text = _LIQUID_QUOTE.sub(lambda m: _quoted(m[3], m[2].strip(" \"'")), text)
    text = _HUGO_QUOTE.sub(lambda m: _quoted(m[3], _credit(m[2])), text)
    text = _COMPONENT_QUOTE.sub(lambda m: _quoted(m[3], _credit(m[2])), text)
    if text.count("%%") > 1:
        text = _outside_spans(text, _COMMENT, lambda m: _gone(left_out, "comment", m[1]))
    mdx = any(map(_MODULE.match, text.split("\n"))) or "/>" in "".join(_COMPONENT.findall(text))
    text = _outside_spans(text, _COMPONENT, lambda m: _component(left_out, m[0]))
    text = _outside_spans(text, _TAG, lambda m: _filled_in(left_out, "template tag", m))
    expression = _EXPRESSION if mdx else _MEMBER
    text = _outside_spans(text, expression, lambda m: _filled_in(left_out, "expression", m))
    return "\n".join(_lines(text.split("\n"), left_out))


def _gone(left_out: LeftOut, kind: str, words: str) -> str:
    left_out.add(kind, words)
    return ""


def _component(left_out: LeftOut, tag: str) -> str:
    if tag.endswith("/>"):  # it holds no text
        left_out.add("component", tag)
    return ""


def _filled_in(left_out: LeftOut, kind: str, match: re.Match[str]) -> str:
    """What stands for a value that a program fills in: within a sentence, the mark of a gap."""
    left_out.add(kind, match[0])
    before = match.string[: match.start()].rpartition("\n")[2]
    after = match.string[match.end() :].partition("\n")[0]
    is_value = re.match(r"\{\{?[^{%<]", match[0])
    return "[…]" if is_value and (_WORD.search(before) or _WORD.search(after)) else ""


def _outside_spans(text: str, pattern: re.Pattern[str], replaced: Replacement) -> str:
    """Replaces what the pattern finds and no code span holds."""
    if "`" not in text:
        return pattern.sub(replaced, text)
    either = re.compile(rf"(?P<span_>(?<!`)`[^`\n]+`(?!`))|{pattern.pattern}", pattern.flags)
    shift = re.compile(pattern.pattern, pattern.flags)

    def one(match: re.Match[str]) -> str:
        if match["span_"] is not None:
            return match[0]
        own = shift.match(text, match.start())
        return replaced(own) if own is not None else match[0]

    return either.sub(one, text)


def _credit(arguments: str) -> str:
    named = _CREDIT.search(arguments)
    if named:
        return next(filter(None, named.groups()), "")
    return "" if "=" in arguments else arguments.strip(" \"'")


def _quoted(words: str, credit: str) -> str:
    lines = [f"> {line.strip()}" for line in words.strip().split("\n")]
    return "\n".join(["", "", *lines, *([">", f"> — {credit}"] if credit else []), "", ""])


def _lines(lines: list[str], left_out: LeftOut) -> Iterator[str]:
    box: str | None = None  # in a callout: "quote", or "own" where the author speaks
    credit = ""
    footnote = module = admonition = False
    for number, line in enumerate(lines):
        blank = not line.strip()
        if box and not re.match(r"\s{0,3}>", line):
            if credit:
                yield from (">", f"> — {credit}")
            if box == "own":
                yield ""
            box, credit = None, ""
        if module:
            module = not blank
            if module:
                continue
        if footnote and (blank or re.match(r"(?: {2,}|\t)", line)):
            continue
        footnote = False
        if admonition:
            if not blank and not re.match(r"(?: {4}|\t)", line):
                admonition = False
            else:
                line = re.sub(r"^(?: {4}|\t)", "", line)
        callout = _CALLOUT.match(line)
        if callout:
            box, credit = _open_box(callout, left_out)
            yield from ("",) if box == "own" else ()
            continue
        if box == "own":
            line = re.sub(r"^\s{0,3}>\s?", "", line)
        if _MODULE.match(line):
            left_out.add("import or export", line)
            module = True
            continue
        if noted := _FOOTNOTE.match(line):
            left_out.add("footnote", noted[2])
            footnote = True
            continue
        if _FIELD.match(line):
            left_out.add("field of Dataview", line)
            continue
        if _OVERLINE.match(line) and not (number and lines[number - 1].strip()):
            continue
        if _CONTENTS.match(line) or _TOC_BELOW.match("\n".join(lines[number : number + 2])):
            continue
        if explained := _ABBREVIATION.match(line):
            left_out.add("abbreviation", explained[1])
            continue
        if line.lstrip().startswith(":::"):
            opened = _BOX.match(line)
            _drop_title(opened[1] if opened else "", left_out)
            yield ""
            continue
        if opened := _ADMONITION.match(line):
            _drop_title(opened[1] or "", left_out)
            admonition = True
            yield ""
            continue
        if re.match(r"\s{0,3}[:~]\s+\S", line) and number and lines[number - 1].strip():
            yield ""
            line = re.sub(r"^\s{0,3}[:~]\s+", "", line)
        yield _inline(line, left_out)
    if credit:
        yield from (">", f"> — {credit}")


def _open_box(callout: re.Match[str], left_out: LeftOut) -> tuple[str, str]:
    """Who speaks in a callout, and the credit below it: its title names who is quoted."""
    if callout[2].lower() in _QUOTING:
        return "quote", callout[4].strip()
    _drop_title(callout[4], left_out)
    return "own", ""


def _drop_title(title: str, left_out: LeftOut) -> None:
    if _WORD.search(re.sub(r"\{[^}]*\}", "", title)):
        left_out.add("title of a box", title)


def _inline(line: str, left_out: LeftOut) -> str:
    if line.startswith(("    ", "\t")) and not re.match(r"\s+(?:[-*+>]|\d+[.)])\s", line):
        return line
    line = _TASK.sub(r"\1", line)
    if "{" in line:
        line = _outside_spans(line, _ATTRIBUTES, lambda m: "")
    if "[" in line:
        line = _outside_spans(line, _EMBED, lambda m: _gone(left_out, "embedded file", m[1]))
        line = _outside_spans(
            line, _WIKI, lambda m: (m[2] or m[1].partition("#")[0] or m[1]).strip()
        )
        line = _outside_spans(line, _INLINE_NOTE, lambda m: _gone(left_out, "footnote", m[1]))
        line = _outside_spans(line, _REFERENCE, lambda m: "")
        line = _outside_spans(line, _CITED, lambda m: _gone(left_out, "reference", m[1]))
    if "::" in line:
        line = _outside_spans(
            line, _INLINE_FIELD, lambda m: _gone(left_out, "field of Dataview", m[0])
        )
    if "==" in line:
        line = _outside_spans(line, _MARKED, lambda m: m[1])
    if "^" in line:
        line = _BLOCK_ID.sub("", line)
    tags = _TAGS.search(line) if "#" in line else None
    if tags and (tags.start() > 0 or not re.match(r"\s{0,3}#{1,6}\s", line)):
        left_out.add("tags", tags[0])
        line = line[: tags.start()]
    return line
