"""Essays in the forms that people write: a glossary, a memo, a letter; asked about as such."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from assistant.debate import DebateAssistant

DEBATE = """\
question: Should a choir hold auditions?
sides:
  - {id: audition, label: Hold auditions, statement: A choir should hear its singers first.}
  - {id: open, label: Open the doors, statement: A choir should take everybody who comes.}
starters: ["Should a choir hold auditions?"]
"""
ESSAYS = {
    "memo.md": """\
---
title: "Memo: Before the Autumn Term"
position: audition
thesis: A choir that sings in public should hold auditions.
---
# Memo: Before the Autumn Term

From: The committee of the Weir Street Choir.

A choir that sings in public should hold auditions. "Let the doubtful in," Berta Quist says, "and
you will have doubt in every bar." We heard forty singers in May and took eleven of them. The
audience noticed at the first concert.
""",
    "quarrel.md": """\
---
title: "Words for Singers: What We Mean When We Quarrel about a Choir"
author: Odo Fenn
position: conditional
thesis: Whether to audition depends on what the choir is for.
---
# Words for Singers: What We Mean When We Quarrel about a Choir

Whether to audition depends on what the choir is for. First the words.

**Blend.** The sound of many voices that nobody can pick apart. It comes with years and not with
talent.

**Audition.** Hearing one singer alone before the others do. It may be kind or cruel, and it is
seldom both.

## Passenger

Somebody who stands in the row and leans on the neighbours. Every choir has some, and most of them
learn.
""",
    "letter.md": """\
---
title: A Letter to Odo Fenn
author: Petra Lunde
position: open
thesis: Our choir should take everybody who comes.
voices:
  - {name: Odo Fenn}
  - {name: Berta Quist}
---
# A Letter to Odo Fenn

Dear Mr Fenn,

Our choir should take everybody who comes. You write that a passenger "leans on the neighbours".
So did I, for two winters, and then the neighbours leaned on me. Take the Harbour Choir. It has
never turned anybody away. On Saturday it filled the cathedral, and the collection paid for a new
roof. Lark & Sons printed the bills, and nobody there can sing. Since the concert they come to
every rehearsal. In May the firm paid for the piano.

I remain, with respect for all who sing, yours, Petra Lunde.
""",
    "diary.md": """\
---
title: A Diary from the Back Row
author: Ilse Morgan
---
# A Diary from the Back Row

A choir should hear its singers first. I was refused twice, and both times the choir was right to
hear me before it took me. Auditions made me practise. A choir that hears nobody learns nothing of
the voices that it has, and it sings like a crowd on a railway platform.
""",
}


@pytest.fixture(scope="module")
def assistant(written: Callable[[str, Mapping[str, str]], DebateAssistant]) -> DebateAssistant:
    return written(DEBATE, ESSAYS)


def test_the_memo_is_found_by_that_name(assistant: DebateAssistant) -> None:
    answer = assistant.ask("What does the memo say about the singers heard in May?")
    assert answer.citations
    assert {c.essay for c in answer.citations} == {"memo"}


def test_a_letterhead_is_never_quoted(assistant: DebateAssistant) -> None:
    for question in ("Summarise the memo.", "What does the memo say about the committee?"):
        answer = assistant.ask(question)
        assert not any(c.quote.startswith("From:") for c in answer.citations)


def test_a_letter_credits_whom_it_calls_you(assistant: DebateAssistant) -> None:
    essay = assistant.debate.essay("letter")
    spoken = {essay.quote(s) for s in essay.sentences if s.voice.name == "Odo Fenn"}
    assert any("leans on the neighbours" in words for words in spoken)


def test_a_firm_of_two_names_is_one(assistant: DebateAssistant) -> None:
    answer = assistant.ask("How is Lark & Sons used as an example?")
    assert "Lark & Sons" in answer.text
    assert "Lark and Sons" not in answer.text


def test_what_only_sets_the_scene_is_no_reason_to_refuse(assistant: DebateAssistant) -> None:
    scene = "I'm writing about the Harbour Choir. What does Odo Fenn say about auditions?"
    assert assistant.ask(scene).status == "answered"
    asked = assistant.ask("What does Odo Fenn say about the Harbour Choir?")
    assert asked.status == "refused"


def test_what_happened_to_somebody_is_told_by_what_he_says(assistant: DebateAssistant) -> None:
    answer = assistant.ask("What happened to Ilse Morgan?")
    assert answer.status == "answered"
    assert {c.voice for c in answer.citations} == {"Ilse Morgan"}


def test_labels_that_tell_what_to_do_stand_in_marks(assistant: DebateAssistant) -> None:
    answer = assistant.ask("Should a choir hold auditions?")
    assert "“hold auditions”" in answer.text
    assert {entry.position for entry in answer.roll_call} == {"audition", "open", "conditional"}
    assert "“Words for Singers”" not in answer.text  # a signed essay goes by its author


def test_a_long_title_is_cut_and_said_once(assistant: DebateAssistant) -> None:
    text = assistant.ask("Summarise the memo.").text
    assert text.count("Before the Autumn Term") <= 2
