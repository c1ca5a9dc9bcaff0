"""Who speaks in a statement, found by its turns of phrase and then taken away from it."""

from __future__ import annotations

import re

from assistant.checking.wording import (
    ADDRESSED,
    APART,
    ASIDE,
    AT_ODDS,
    BESIDE,
    DENIES,
    GRANTS,
    HOSTED,
    JOINT,
    JUDGES,
    NAMED,
    QUOTES,
    SAYS,
    TOWARDS,
    WHOM,
)
from assistant.understanding.entities import Name


class Reading:
    """Works on a template: finds who speaks, and takes that away from it."""

    def __init__(self, template: str, names: list[Name]) -> None:
        self.template = template
        self.names = names
        self.speakers: list[Name] = []
        self.hosts: list[Name] = []
        self.target: Name | None = None
        self.attitude: str | None = None
        self.denied = False
        self.told_of = False
        self.nobody = False  # "neither of them says"

    def read(self) -> None:
        if len(self.names) > 1:
            self.template = ADDRESSED.sub("", self.template)
        if apart := AT_ODDS.search(self.template):
            self.speakers = [self._name(number) for number in apart.groups()]
            self.attitude = "rebuts"
            self.template = self.template[: apart.start()] + " " + self.template[apart.end() :]
            return
        others = self._joined()
        for step in (self._whom, self._hosted, self._quotes, self._towards, self._says):
            step()
            if self.speakers:
                break
        if not self.speakers:
            beside = BESIDE.search(self.template)
            if beside:
                self.told_of = True
                self._speaks(beside)
        if others and self.speakers and not self.hosts and self.target is None:
            self.speakers += others

    def _name(self, number: str) -> Name:
        return self.names[int(number)]

    def _speaks(self, match: re.Match[str], cut: int | None = None) -> None:
        self.speakers.append(self._name(match.group(1)))
        end = match.end() if cut is None else cut
        before, after = self.template[: match.start()].rstrip(), self.template[end:].lstrip()
        closed = match.group().rstrip().endswith(",") or after.startswith(",")
        if before.endswith(",") and closed:  # "Quality, Mark says, matters": a pair of commas
            before, after = before[:-1], after.removeprefix(",")
        self.template = f"{before} {after}"

    def _joined(self) -> list[Name]:
        """The parties that are said to say it too; the first of them is left to speak for all."""
        match = JOINT.search(self.template)
        if match is None or APART.search(self.template):
            return []
        head, both = match.group("head"), match.group("both")
        first, *rest = NAMED.findall(match.group("group"))
        if not (head or both or re.match(r"\W*$", self.template[: match.start()])):
            return []
        after = self.template[match.end() :]
        self.template = f"{self.template[: match.start()]}⟦{first}⟧{after}"
        self.nobody = bool(head) and head.lower().startswith("neither")
        return [self._name(number) for number in rest]

    def _whom(self) -> None:
        match = WHOM.search(self.template)
        if match:
            self.hosts.append(self._name(match.group(2)))
            self.attitude = _attitude(match.group())
            self._speaks(match, cut=match.end())
            self._strip_verb(match.start())

    def _hosted(self) -> None:
        match = HOSTED.search(self.template)
        if match:
            self.hosts.append(self._name(match.group(2)))
            self.attitude = _attitude(match.group())
            self._speaks(match)
            self._strip_verb(match.start())

    def _quotes(self) -> None:
        match = QUOTES.search(self.template)
        if match:
            self.attitude = _attitude(self.template[match.start() : match.end() + 30])
            host = self._name(match.group(1))
            self.speakers.append(self._name(match.group(2)))
            self.hosts.append(host)
            self.template = self.template[: match.start()] + " " + self.template[match.end() :]
            self._strip_verb(match.start())

    def _towards(self) -> None:
        match = TOWARDS.search(self.template) or JUDGES.search(self.template)
        if match:
            self.target = self._name(match.group("target"))
            self.attitude = _attitude(match.group())
            self._speaks(match)

    def _says(self) -> None:
        for pattern in SAYS:
            match = pattern.search(self.template)
            if match:
                granted = GRANTS.search(match.group())
                self.denied = bool(DENIES.search(match.group()) and not granted) != self.nobody
                self._speaks(match)
                return

    def _strip_verb(self, at: int) -> None:
        """A speech verb left at the head of what follows the speaker."""
        tail = ASIDE.sub("", self.template[at:], count=1)
        self.template = self.template[:at] + " " + tail

    def body(self) -> str:
        """What is left, with remaining parties by name."""
        text = self.named(self.template).strip(" ,;:.–—-")
        return re.sub(r"^(?:that|how|as|is|are|to)\b\s*", "", text).strip()

    def named(self, template: str) -> str:
        """A template with its parties by name."""

        def told(match: re.Match[str]) -> str:
            name = self._name(match.group(1))
            if name.kind == "essay":
                return f"the {name.key} essay"
            return "" if name.key == "*" else name.key

        return re.sub(r"\s+", " ", NAMED.sub(told, template))


def _attitude(words: str) -> str | None:
    if re.search(
        r"(?i)\b(?:disagree\w*|rebut\w*|reject\w*|disput\w*|dismiss\w*|disapprov\w*|contradict\w*|oppos\w*"
        r"|critici\w*|den(?:y|ies)|wrong|mistaken|false|absurd|mistake|ridicul\w*|mock\w*|attack\w*|nonsense|object\w*)",
        words,
    ):
        return "rebuts"
    if re.search(
        r"(?i)\b(?:approv\w*|agree\w*|endors\w*|concur\w*|side[sd]? with|share[sd]?|support\w*"
        r"|prais\w*"
        r"|back(?:s|ed|ing)|applaud\w*|admir\w*|right|correct|wise|brilliant|true)",
        words,
    ):
        return "endorses"
    return None
