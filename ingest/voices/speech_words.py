"""The words by which English prose says that somebody speaks.

Closed classes of the language, not the vocabulary of any one debate.
"""

from __future__ import annotations


def _forms(verbs: str) -> set[str]:
    """The regular inflections of each verb; `base/past/participle` for the irregular ones."""
    forms: set[str] = set()
    for entry in verbs.split():
        base, *irregular = entry.split("/")
        sibilant = base.endswith(("s", "sh", "ch", "x", "z"))
        consonant_y = base.endswith("y") and base[-2] not in "aeiou"
        third = f"{base}es" if sibilant else f"{base[:-1]}ies" if consonant_y else f"{base}s"
        past = f"{base[:-1]}ied" if consonant_y else f"{base}d" if base[-1] == "e" else f"{base}ed"
        stem = base[:-1] if base[-1] == "e" and not base.endswith(("ee", "ye")) else base
        forms |= {base, third, f"{stem}ing", *(irregular or [past])}
    return forms


# What comes after them, in quotation marks, is what their subject said.
SAYING = _forms(
    """
    say/said write/wrote/written argue claim state note observe add explain insist maintain
    contend assert declare reply respond answer ask wonder warn admit/admitted/admitting concede
    confess report tell/told remark comment quip/quipped/quipping joke suggest propose conclude
    continue complain object counter retort protest predict recall announce proclaim affirm
    acknowledge advise caution urge promise boast brag/bragged/bragging lament mutter shout cry
    whisper preach teach/taught tweet post blog/blogged/blogging email opine muse reason
    emphasise emphasize stress underscore echo exclaim reckon posit recommend reveal scoff sneer
    thunder elaborate clarify interject fume vow demand repeat plead pledge testify marvel
    grumble groan sigh shrug/shrugged snap/snapped/snapping sum/summed/summing summarise
    summarize put/putting phrase quote inform remind instruct volunteer implore exhort counsel
    reiterate theorise theorize surmise speculate enthuse rant rail assure reassure sniff snort
    growl bark offer decry rejoin venture stipulate utter intone gush hiss jibe chide scold rule
    judge/judged grouse
    """
) | {"adding", "agrees", "agreed", "disagrees", "disagreed", "goes", "went", "go", "going"}
# These only when the quotation stands right behind them ("holds that …", "found: …").
WEAK_SAYING = _forms(
    """
    believe think/thought/thinking feel/felt find/found hold/held show know/knew fear hope read
    begin/began/beginning open start end finish close/closed run/ran/running realise realize
    learn suspect conceive imagine/imagined advocate define discover
    """
)
# What comes after them is a name given to something, and speech only when it is long.
NAMING = _forms(
    """
    call describe dismiss characterise characterize label dub/dubbed/dubbing deride brand coin
    term popularise popularize style title entitle name ridicule mock hail portray regard
    denounce bill
    """
)
# A form that is as likely a noun: a verb only without article, possessive or adjective before it.
NOUN_LIKE = frozenset(
    """
    report reports claim claims state states note notes answer answers reply replies post posts
    tweet tweets question questions comment comments remark remarks joke jokes quip boast boasts
    promise promises warning saying sayings reasoning writing writings reading complaint object
    objects counter counters protest cry cries email emails blog blogs phrase phrases quote
    quotes reason reasons stress echo echoes pledge vow demand demands offer offers rule rules
    judge judges counsel venture ventures think thought thoughts feeling find finding findings
    hold show shows hope hopes fear fears knowing read run runs start starts end ends close
    opening beginning call calls name names label labels brand brands title titles term terms
    style styles bill bills coin put puts lament sum
    """.split()
)
# Nouns that own words: "X's line", "the words of X", "my reply".
SPEECH_NOUNS = frozenset(
    """
    words word line lines phrase quote quotation quip saying maxim dictum motto mantra slogan
    claim argument point view views opinion verdict advice warning answer reply response
    question remark remarks comment comments statement observation description definition
    conclusion credo adage aphorism insight rule law principle thesis contention assertion
    complaint objection case prediction promise pledge post essay article book letter memo blog
    tweet email message speech talk interview keynote manifesto column paper report study memoir
    autobiography note aside summary formulation wisdom counsel plea retort tip lesson position
    stance defence defense rationale reasoning logic pitch recipe prescription newsletter thread
    podcast testimony piece presumption assumption belief assessment critique criticism attack
    explanation diagnosis formula version instruction instructions order orders confession
    admission refrain rallying catchphrase soundbite sentence sentences passage paragraph charge
    accusation suggestion proposal proposition announcement declaration proclamation axiom
    commandment quotations op-ed analysis judgment judgement creed rejoinder commentary address
    sermon lecture exhortation reminder bon-mot epigram one-liner closing opening rant
    """.split()
)
# Named after somebody who need not have worded them.
EPONYMOUS = frozenset("law principle theorem razor paradox".split())
# To do so with a noun of speech is to speak: "made a claim", "gave me the best advice".
GIVING = _forms(
    """
    make/made give/gave/given/giving deliver publish issue offer leave/left/leaving pose raise
    send/sent have/had/has hold/held share advance set/setting sketch produce pen/penned/penning
    circulate draft provide bring/brought present use repeat
    """
)
# Works with titles: a quotation right behind them is their title.
WORKS = frozenset(
    """
    book essay post article piece paper talk memo column chapter manifesto report memoir novel
    letter headline titled entitled study keynote film song course episode section album speech
    lecture documentary bestseller best-seller classic pamphlet op-ed editorial series
    newsletter presentation deck podcast
    """.split()
)
# Nouns behind which stands a term or label, not somebody's speech.
TERMS = frozenset(
    """
    term terms word words label labels concept notion buzzword buzzwords expression title tag
    phrase phrases nickname name so-called called dubbed termed known mean means meaning
    labelled labeled
    """.split()
)
# Attribution that the writer himself does not vouch for.
DISPUTES = frozenset(
    """
    attributed credited ascribed apocryphal apocryphally supposedly allegedly reportedly
    misattributed purportedly reputedly myth legend rumour rumor apparently
    """.split()
)
# "to quote X": what follows are the words of the one named behind them.
QUOTING = frozenset(
    """
    quote quotes quoted quoting cite cites cited citing paraphrase paraphrases paraphrasing
    borrow borrowing channel channelling channeling echo
    """.split()
)
# "X denies that he said": the words are nobody's.
THINKING = frozenset(
    "think thinks thought believe believes believed assume assumes assumed suspect guess".split()
)
DENYING = frozenset("deny denies denied doubt doubts doubted dispute disputes disputed".split())
