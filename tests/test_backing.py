"""Who goes along with somebody, or against them: their words, the replies, nobody else's."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from assistant.debate import DebateAssistant

DEBATE = """\
question: Should a reading room be silent?
sides:
  - {id: hush, label: Keep silence, statement: Nobody should speak in a reading room.}
  - {id: talk, label: Allow talk, statement: People should be free to talk in a reading room.}
"""
ESSAYS = {
    "lamp.md": """\
---
title: The Lamp and the Whisper
author: Hedda Brink
position: hush
thesis: Nobody should speak in a reading room.
---
# The Lamp and the Whisper

Nobody should speak in a reading room. A whisper carries further than a cough, and it lasts longer.
Lockers belong outside the door, since their hinges squeal. Aldo Reyes, who runs the station
library, likes to say that "a silent room is a room that nobody enters". The turnstile says
otherwise: we counted four hundred readers in March, and not one of them complained. Every seat has
a lamp of its own.
""",
    "table.md": """\
---
title: The Long Table
author: Jonas Wirth
position: talk
thesis: People should be free to talk in a reading room.
---
# The Long Table

People should be free to talk in a reading room. Whoever explains a page to a neighbour has read it
twice. Lockers should stand in the corridor, because hinges squeal and straps drag. We
put one long table in the middle, and strangers began to lend each other pencils. Lena Ott, the
night porter, told me: "I hear them laugh through the wall. The lamps stay on until two. Nobody has
ever asked me to hush them."
""",
    "minutes.md": """\
---
title: Minutes of the House Committee
position: hush
thesis: The room should stay as quiet as it is.
---
# Minutes of the House Committee

The room should stay as quiet as it is. The committee heard three complaints in the whole year, and
two were about the heating. Tea is served in the hall at four.
""",
}


@pytest.fixture(scope="module")
def assistant(written: Callable[[str, Mapping[str, str]], DebateAssistant]) -> DebateAssistant:
    return written(DEBATE, ESSAYS)


def test_who_shares_a_view_is_told_beside_the_view(assistant: DebateAssistant) -> None:
    answer = assistant.ask("Does anyone share Hedda Brink's view that lockers belong outside?")
    first, second = answer.citations[:2]
    assert first.voice == "Hedda Brink"
    assert first.quote.startswith("Lockers belong outside the door")
    assert second.voice == "Jonas Wirth"
    assert second.quote.startswith("Lockers should stand in the corridor")


def test_the_matter_is_looked_for_where_no_party_is_known(assistant: DebateAssistant) -> None:
    answer = assistant.ask("Does anyone share the minutes' view that tea belongs in the hall?")
    assert answer.citations
    (slug,) = {c.essay for c in answer.citations[:1]}
    assert slug == "minutes"
