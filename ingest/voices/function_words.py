"""The small words of English grammar: articles, pronouns, auxiliaries, adverbs of speech."""

from __future__ import annotations

DETERMINERS = frozenset(
    """
    a an the this that these those my your his her its our their one another every each some any
    no whose many most several few
    """.split()
)
PREPOSITIONS = frozenset(
    """
    about above across after against along among around at before behind below beneath beside
    between beyond by despite during except for from in inside into like near of off on onto
    over past per since than through throughout to toward towards under until unlike up upon
    with within without via versus regarding concerning reading meeting following including
    """.split()
)
CONJUNCTIONS = frozenset("but while whereas although though yet and so because or nor if".split())
AUXILIARIES = frozenset(
    """
    has have had is was are were be been being do does did will would can could may might must
    shall should used 'd 'll likes liked loves loved tends wants wanted tried dared came fond of
    to get got having re
    """.split()
)
HYPOTHETICAL = frozenset("would could might may will should must can 'd 'll".split())
BE = frozenset("is was are were be been being 's".split())
NEGATIONS = frozenset(
    """
    not never no neither nor nobody nothing hardly scarcely cannot n't didn't doesn't don't
    isn't wasn't aren't weren't won't wouldn't can't couldn't hasn't haven't hadn't without
    """.split()
)
FIRST_PERSON = frozenset(
    "i we my our i've i'd i'll i'm we've we'd we'll we're mine ours me us myself".split()
)
HE = frozenset("he he's he'd he'll his him himself".split())
SHE = frozenset("she she's she'd she'll her hers herself".split())
THEY = frozenset("they they've they'd they'll they're their theirs them themselves".split())
PRONOUNS = HE | SHE | THEY
SUBJECT_PRONOUNS = frozenset(
    "he he's he'd he'll she she's she'd she'll they they've they'd they'll they're".split()
)
ADVERBS = frozenset(
    """
    once also then later recently rightly wrongly famously even still always often never ever
    just now again here there first further simply merely bluntly memorably aptly well best thus
    so sometimes usually repeatedly reportedly supposedly allegedly apparently perhaps indeed
    rather not only already long ago all both each himself herself themselves flatly too instead
    soon
    """.split()
)
# The first person as a subject.
FIRST = frozenset("i we i've i'd i'll i'm we've we'd we'll we're".split())
SUBORDINATORS = frozenset(
    """
    while when whenever after although though as if because since before once until unless whereas
    """.split()
)
