"""The wordings of page furniture, each to match a whole piece."""

from __future__ import annotations

import re
from collections.abc import Callable

_NAME = r"(?-i:[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|de|van|von|der|la)){0,4})"
_TAIL = r"(?: (?:here|below|now|today))?[.!:…]*"
_BUTTON = (
    r"(?:tweet|pin it|share|print|e-?mail|like|follow|facebook|twitter|linkedin|whatsapp|reddit|"
    r"pinterest|instagram|telegram|copy link|x)"
)
DATE = (
    r"(?:(?:[a-z]+day,? )?[a-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}"
    r"|\d{1,2}\.? [a-z]{3,9}\.?,? \d{4}"
    r"|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4})"
)


def _whole(*wordings: str) -> Callable[[str], re.Match[str] | None]:
    return re.compile("|".join(f"(?:{wording})" for wording in wordings), re.IGNORECASE).fullmatch


ANYWHERE = _whole(
    rf"please enter your (?:comment|name|e-?mail(?: address)?|website){_TAIL}",
    rf"(?:leave|post|write|add) (?:a|your) (?:comment|reply|response){_TAIL}",
    r"(?:cancel|submit|post) (?:reply|comment)",
    r"(?:log|sign) in to (?:leave a )?(?:comment|reply)\.?",
    r"your e-?mail address will not be published\.?.{0,60}|required fields are marked.{0,10}",
    r"save my name, e-?mail,? and website in this browser.{0,60}",
    rf"share this(?: (?:article|post|story|page))?(?: (?:on|via) {_BUTTON})?[.:!]?",
    rf"{_BUTTON}(?:(?: ?[|,·•/] ?| )(?:on )?{_BUTTON})+|share|tweet",
    rf"(?:sign up (?:for|to)|subscribe to|join) (?:our|my|the) (?:\w+ )?(?:newsletter|mailing list)"
    rf"(?: for (?:free|updates))?{_TAIL}",
    rf"subscribe{_TAIL}",
    r"this (?:web ?)?site uses cookies.{0,200}",
    r"we use cookies (?=.*\b(?:experience|traffic|web ?site|site|ads|analy[sz]e)\b).{0,200}",
    r"(?:accept|reject|manage)(?: all)? cookies",
    r"(?:copyright |\(c\) |© ?)(?:©|\(c\))? ?\d{4}.{0,80}|all rights reserved\.?",
    r"\d{1,3} min(?:ute)?s? read|(?:reading|read) time:? \d{1,3} min(?:ute)?s?",
    rf"(?:posted|published|updated|last (?:updated|modified))(?: on)?:? {DATE}",
    r"(?:filed under|posted in|tagged(?: with)?): .{1,120}",
    r"skip to (?:main )?content|back to top|advertisement",
)
AT_THE_END = _whole(
    rf"(?:published|posted|written) by:? {_NAME}",
    r"(?:tags|categories): [^.]{1,120}",
    r"(?:previous|next) (?:post|article)(?:: .{1,100})?",
    r"no comments(?: yet)?|\d{1,4} (?:shares|likes|views)",
)
AUTHOR_BOX = _whole(rf"(?:published|posted) by:? {_NAME}", r"about the authors?:?(?: .{1,300})?")
LIST_OF_LINKS = _whole(
    r"(?:related|recommended|recent|popular|similar|more) (?:posts?|articles?|stories|reading):?",
    r"(?:you (?:may|might) also (?:like|enjoy)|read (?:next|more)|more from .{1,60}|see also):?",
    r"comments?:?|leave a (?:reply|comment)",
)
READERS_COMMENTS = _whole(
    r"\d{1,4} (?:comments?|replies|responses|thoughts)(?: (?:on|to) .{1,120})?:?"
)
