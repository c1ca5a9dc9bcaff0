"""The words by which English prose says who is speaking: verbs and nouns of speech, roles, titles.

Closed classes, not vocabulary of any one debate: nothing here knows what the essays are about.
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
    say/said write/wrote/written argue claim state note observe add explain insist maintain contend
    assert declare reply respond answer ask wonder warn admit/admitted/admitting concede confess
    report tell/told remark comment quip/quipped/quipping joke suggest propose conclude continue
    complain object counter retort protest predict recall announce proclaim affirm acknowledge
    advise caution urge promise boast brag/bragged/bragging lament mutter shout cry whisper preach
    teach/taught tweet post blog/blogged/blogging email opine muse reason emphasise emphasize stress
    underscore echo exclaim reckon posit recommend reveal scoff sneer thunder elaborate clarify
    interject fume vow demand repeat plead pledge testify marvel grumble groan sigh shrug/shrugged
    marvel snap/snapped/snapping sum/summed/summing summarise summarize put/putting phrase quote
    inform remind instruct volunteer implore exhort counsel reiterate theorise theorize surmise
    speculate enthuse rant rail assure reassure sniff snort growl bark offer decry rejoin venture
    stipulate utter intone pronounce gush hiss joke jibe crow chide scold rule judge/judged grouse
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
    call describe dismiss characterise characterize label dub/dubbed/dubbing deride brand coin term
    popularise popularize style title entitle name ridicule mock hail portray regard denounce bill
    """
)
# A form that is as likely a noun: a verb only without article, possessive or adjective before it.
NOUN_LIKE = frozenset(
    """
    report reports claim claims state states note notes answer answers reply replies post posts
    tweet tweets question questions comment comments remark remarks joke jokes quip boast boasts
    promise promises warning saying sayings reasoning writing writings reading complaint object
    objects counter counters protest cry cries email emails blog blogs phrase phrases quote quotes
    reason reasons stress echo echoes pledge vow demand demands offer offers rule rules judge judges
    counsel venture ventures think thought thoughts feeling find finding findings hold show shows
    hope hopes fear fears knowing read run runs start starts end ends close opening beginning call
    calls name names label labels brand brands title titles term terms style styles bill bills coin
    put puts lament sum
    """.split()
)
# Nouns that own words: "X's line", "the words of X", "my reply".
SPEECH_NOUNS = frozenset(
    """
    words word line lines phrase quote quotation quip saying maxim dictum motto mantra slogan claim
    argument point view views opinion verdict advice warning answer reply response question remark
    remarks comment comments statement observation description definition conclusion credo adage
    aphorism insight rule law principle thesis contention assertion complaint objection case
    prediction promise pledge post essay article book letter memo blog tweet email message speech
    talk interview keynote manifesto column paper report study memoir autobiography note aside
    summary formulation wisdom counsel plea retort tip lesson position stance defence defense
    rationale reasoning logic pitch recipe prescription newsletter thread podcast testimony piece
    presumption assumption belief assessment critique criticism attack explanation diagnosis
    formula version instruction instructions order orders confession admission refrain rallying
    catchphrase soundbite sentence sentences passage paragraph charge accusation suggestion
    proposal proposition announcement declaration proclamation axiom commandment quotations
    op-ed analysis judgment judgement creed rejoinder commentary address sermon lecture
    exhortation reminder bon-mot epigram one-liner closing opening rant
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
    letter headline titled entitled study keynote film song report course episode section album
    speech lecture documentary bestseller best-seller classic pamphlet op-ed editorial series
    newsletter presentation deck podcast
    """.split()
)
# Nouns behind which stands a term or label, not somebody's speech.
TERMS = frozenset(
    """
    term terms word words label labels concept notion buzzword buzzwords expression title tag
    phrase phrases nickname name so-called called dubbed termed known mean means meaning labelled
    labeled
    """.split()
)
# People without a name; as a subject they speak for nobody whom an answer could name.
ROLES = frozenset(
    """
    boss customer founder co-founder cofounder friend colleague mentor manager ceo chief chairman
    chairwoman chair president director executive investor employee worker engineer developer
    economist professor author writer journalist critic skeptic sceptic proponent opponent advocate
    supporter defender researcher scientist expert analyst pundit commentator observer consultant
    entrepreneur inventor creator owner partner coach teacher student father mother brother sister
    wife husband daughter son uncle aunt grandfather grandmother neighbour neighbor reader user
    buyer client man woman guy person somebody someone anyone everybody everyone nobody programmer
    designer leader spokesman spokeswoman spokesperson reporter columnist blogger speaker
    psychologist sociologist historian philosopher guru architect lawyer banker politician senator
    minister billionaire capitalist evangelist marketer salesman salesperson patriarch namesake
    successor predecessor rival competitor assistant deputy secretary doctor officer veteran
    """.split()
)
# Roles that a company has but one of: "its founder" describes a certain person.
DEFINITE_ROLES = frozenset(
    """
    founder co-founder cofounder creator inventor father mother chief boss ceo chairman chairwoman
    president owner namesake patriarch author maker architect pioneer
    """.split()
)
# Capitalised only because a sentence begins with them: no names.
GENERIC_SUBJECTS = frozenset(
    """
    people some many most others few several all both none one everyone everybody someone somebody
    nobody anyone anybody management leadership marketing engineering sales finance legend tradition
    wisdom logic convention custom experience history folklore dogma research science evidence
    common conventional popular opinion nature instinct society rumour rumor legend press media
    hype gospel folk staff labour labor congress critics talk advice business
    """.split()
)
COLLECTIVES = frozenset(
    """
    people folks staff crowd team board press media public majority minority camp school literature
    side purists data men women children kids
    """.split()
)

HONORIFICS: dict[str, str] = {  # title before a name -> gender it tells, "" for none
    "mr": "m", "mrs": "f", "ms": "f", "miss": "f", "mx": "", "dr": "", "prof": "",
    "professor": "", "sir": "m", "dame": "f", "doctor": "", "madam": "f",
}  # fmt: skip
TITLES = frozenset(
    """
    president senator governor ceo cto cfo coo cmo chairman chairwoman chair general captain colonel
    judge justice chancellor minister secretary founder co-founder cofounder economist author
    entrepreneur investor director chief executive officer vp svp evp head critic analyst professor
    psychologist historian philosopher consultant engineer journalist columnist writer blogger
    billionaire legend guru strategist researcher former ex-ceo laureate coach congressman
    congresswoman representative reverend rabbi father uncle aunt programmer designer
    """.split()
)
ORGANISATION_WORDS = frozenset(
    """
    inc corp corporation company co group university school institute times journal review post
    association bank partners capital ventures labs lab foundation council commission department
    ministry government party union office college agency bureau magazine news society centre center
    ltd llc gmbh plc committee court board club press network systems technologies software
    motors motor airlines international federation organisation organization academy report street
    consulting studios entertainment economist guardian atlantic forum team research
    """.split()
)
ORGANISATIONS = frozenset(
    """
    google apple amazon microsoft facebook meta netflix intel ibm samsung sony toyota ford tesla
    twitter linkedin uber airbnb disney nike walmart alibaba temu shein tiktok spotify slack dropbox
    salesforce oracle sap siemens basecamp gitlab github zappos starbucks mckinsey gallup gartner
    forrester bloomberg reuters stanford harvard mit yale oxford cambridge princeton nasa unesco
    oecd nokia kodak blackberry xerox nvidia openai shopify stripe zoom automattic buffer atlassian
    goldman deloitte accenture yahoo ebay paypal america europe britain germany france japan china
    india iceland london paris berlin boston chicago congress parliament brussels washington
    """.split()
)  # fmt: skip
PLACE_WORDS = frozenset(
    """
    valley york francisco states kingdom city east west north south america europe asia africa
    kong island islands lake river mountain county county hill angeles diego wall
    """.split()
)
MONTHS_AND_DAYS = frozenset(
    """
    january february march april may june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday christmas easter english american british
    german french european japanese chinese western
    """.split()
)
PARTICLES = frozenset("van von de der den del della di da du la le bin ibn al ter ten zu".split())
GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md", "mba"})

DETERMINERS = frozenset(
    """
    a an the this that these those my your his her its our their one another every each some any no
    whose many most several few
    """.split()
)
PREPOSITIONS = frozenset(
    """
    about above across after against along among around at before behind below beneath beside
    between beyond by despite during except for from in inside into like near of off on onto over
    past per since than through throughout to toward towards under until unlike up upon with within
    without via versus regarding concerning reading meeting following including
    """.split()
)
CONJUNCTIONS = frozenset("but while whereas although though yet and so because or nor if".split())
AUXILIARIES = frozenset(
    """
    has have had is was are were be been being do does did will would can could may might must shall
    should used 'd 'll likes liked loves loved tends wants wanted tried dared came fond of to get
    got having re
    """.split()
)
HYPOTHETICAL = frozenset("would could might may will should must can 'd 'll".split())
BE = frozenset("is was are were be been being 's".split())
NEGATIONS = frozenset(
    """
    not never no neither nor nobody nothing hardly scarcely cannot n't didn't doesn't don't isn't
    wasn't aren't weren't won't wouldn't can't couldn't hasn't haven't hadn't without
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
ANYBODY = frozenset("you one who whoever whom somebody someone anybody anyone it which".split())
ADVERBS = frozenset(
    """
    once also then later recently rightly wrongly famously even still always often never ever just
    now again here there first further simply merely bluntly memorably aptly well best thus so
    sometimes usually repeatedly reportedly supposedly allegedly apparently perhaps indeed rather
    not only already long ago all both each himself herself themselves flatly too instead soon
    """.split()
)
# Attribution that the writer himself does not vouch for.
DISPUTES = frozenset(
    """
    attributed credited ascribed apocryphal apocryphally supposedly allegedly reportedly
    misattributed purportedly reputedly myth
    """.split()
)
