"""The closed classes of English by which prose says who speaks: verbs, nouns and titles.

Words of the language, not the vocabulary of any one debate.
"""

from __future__ import annotations

from ingest.boundaries import SHORT_TITLES


def _forms(verbs: str) -> frozenset[str]:
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
    return frozenset(forms)


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
    judge/judged grouse go/went/gone stammer scream yell chant chime confirm
    disclose deadpan/deadpanned/deadpanning allege praise criticise criticize accuse condemn
    blast slam/slammed/slamming lash/lashed acknowledge apologise apologize defend demur
    signal/signalled/signaled remember charge blame threaten welcome express reject
    liken estimate cite applaud credit
    """
) | {"agrees", "agreed", "disagrees", "disagreed"} - {"gone"}
# These only when the quotation stands right behind them ("holds that …", "found: …").
WEAK_SAYING = _forms(
    """
    believe think/thought/thinking feel/felt find/found hold/held show know/knew fear hope read
    begin/began/beginning open start end finish close/closed run/ran/running realise realize
    learn suspect conceive imagine/imagined advocate define discover hear/heard
    """
)
# What comes after them is a name given to something, and speech only when it is long.
NAMING = _forms(
    """
    call describe dismiss characterise characterize label dub/dubbed/dubbing deride brand coin
    term popularise popularize style title entitle name ridicule mock hail portray regard
    denounce bill refer/referred/referring
    """
)
# A form that is as likely a noun: a verb only where the parser says so.
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
    style styles bill bills coin put puts lament sum estimate estimates signal credit praise
    scream chant blast slam charge charges welcome welcomes blame express
    """.split()
)
# Nouns that own words: "X's line", "the words of X", "my reply".
SPEECH_NOUNS = frozenset(
    """
    words word line phrase quote quotation quip saying maxim dictum motto mantra slogan
    claim argument point view opinion verdict advice warning answer reply response
    question remark comment statement observation description definition
    conclusion credo adage aphorism insight rule law principle thesis contention assertion
    complaint objection case prediction promise pledge post essay article book letter memo blog
    tweet email message speech talk interview keynote manifesto column paper report study memoir
    autobiography note aside summary formulation wisdom counsel plea retort tip lesson position
    stance defence defense rationale reasoning logic pitch recipe prescription newsletter thread
    podcast testimony piece presumption assumption belief assessment critique criticism attack
    explanation diagnosis formula version instruction order confession
    admission refrain rallying catchphrase soundbite sentence passage paragraph
    accusation suggestion proposal proposition announcement declaration proclamation axiom
    commandment op-ed analysis judgment judgement creed rejoinder commentary address
    sermon lecture exhortation reminder bon-mot epigram one-liner closing opening rant figure
    """.split()
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
# To do so with a noun of speech is to speak: "made a claim", "gave me the best advice".
GIVING = _forms(
    """
    make/made give/gave/given/giving deliver publish issue offer leave/left/leaving pose raise
    send/sent have/had/has hold/held share advance set/setting sketch produce pen/penned/penning
    circulate draft provide bring/brought present use repeat release write/wrote/written
    """
)
EPONYMOUS = frozenset("law principle theorem razor paradox rule".split())
# Attribution that the writer himself does not vouch for.
DISPUTES = frozenset(
    """
    attributed credited ascribed apocryphal apocryphally supposedly allegedly reportedly
    misattributed purportedly reputedly apparently
    """.split()
)
QUOTING = _forms("quote cite paraphrase borrow channel echo")
THINKING = frozenset(
    "think thinks thought believe believes believed assume assumes assumed suspect guess".split()
)
DENYING = _forms("deny doubt dispute refuse decline")
HYPOTHETICAL = frozenset("would could might may will should must can 'd 'll ’d ’ll".split())
HABITUAL = frozenset("often always later famously sometimes usually".split())
NEGATIONS = frozenset("not never no neither nor nobody nothing hardly scarcely n't n’t".split())
BE = frozenset("is was are were be been being 's ’s".split())
HE = frozenset("he his him himself".split())
SHE = frozenset("she her hers herself".split())
THEY = frozenset("they their theirs them themselves".split())
FIRST = frozenset("i we my our mine ours me us myself".split())
CONJUNCTIONS = frozenset("but while whereas although though yet and so because or nor if".split())

# People without a name; as a subject they speak for nobody whom an answer could name.
ROLES = frozenset(
    """
    boss customer founder co-founder cofounder friend colleague mentor manager ceo chief chair
    president director executive investor employee worker engineer developer professor author
    writer critic skeptic sceptic proponent opponent advocate supporter defender researcher
    expert analyst pundit commentator observer consultant entrepreneur inventor creator owner
    partner coach teacher student father mother brother sister wife husband daughter son uncle
    aunt grandfather grandmother neighbour neighbor reader user buyer client man guy programmer
    designer leader reporter blogger speaker historian philosopher guru architect lawyer banker
    senator minister billionaire marketer patriarch namesake successor predecessor rival
    competitor assistant deputy secretary doctor officer veteran widow widower fiancé fiancée
    girlfriend boyfriend roommate flatmate cousin niece nephew sibling twin spouse landlord
    landlady tenant farmer baker cook chef nurse mechanic carpenter plumber waiter waitress
    cashier clerk guard janitor caretaker librarian pilot driver priest vicar pastor judge
    recruiter headhunter auditor accountant treasurer contractor freelancer intern apprentice
    trainee graduate newcomer supervisor superior subordinate guest visitor passenger patient
    counsellor counselor adviser advisor interviewer moderator caller stranger resident tutor
    trainer barber bartender shopkeeper heckler parent child boy girl lady captain member
    translator interpreter mayor ambassador host hostess volunteer trustee curator conductor
    bishop colonel sergeant shareholder surgeon dentist soldier sailor singer actor actress
    artist editor publisher acquaintance classmate teammate governor lawmaker representative
    prosecutor attorney sheriff chancellor premier commissioner superintendent principal
    detective lieutenant general admiral campaigner organizer organiser candidate nominee
    official spokespeople midfielder striker goalkeeper quarterback pitcher survivor victim
    witness firefighter investigator lecturer scholar poet producer comedian star pope king
    queen prince princess rabbi imam cleric archbishop mogul tycoon mp councillor regulator
    chairman salesman spokesman postman foreman policeman fireman congressman alderman
    councilman gentleman
    """.split()
)
# Roles that a company has but one of: "its founder" describes a certain person.
DEFINITE_ROLES = frozenset(
    """
    founder co-founder cofounder creator inventor chief boss ceo chairman
    chairwoman president owner namesake patriarch author maker architect pioneer
    """.split()
)
_MEN = frozenset(
    """
    father brother husband son uncle grandfather patriarch guy man widower fiancé boyfriend nephew
    landlord waiter boy king prince
    """.split()
)
_WOMEN = frozenset(
    """
    mother sister wife daughter aunt grandmother widow fiancée girlfriend niece landlady waitress
    girl lady actress queen princess
    """.split()
)
# Title before a name -> gender it tells, "" for none.
HONORIFICS: dict[str, str] = {title.lower(): "" for title in SHORT_TITLES} | {
    "mr": "m", "mrs": "f", "ms": "f", "miss": "f", "mx": "", "professor": "", "sir": "m",
    "dame": "f", "doctor": "", "madam": "f", "lord": "m", "lady": "f", "reverend": "", "fr": "m",
    "sr": "", "judge": "", "justice": "", "msgr": "m", "st": "", "sec": "", "king": "m",
    "queen": "f", "prince": "m", "princess": "f", "pope": "m", "brother": "m", "sister": "f",
    "father": "m", "congressman": "m", "congresswoman": "f", "chairman": "m", "chairwoman": "f",
}  # fmt: skip
TITLES = frozenset(HONORIFICS) | frozenset(
    """
    cto cfo coo cmo vp svp evp head legend former ex-ceo laureate major commander corporal
    cardinal inspector baron senior junior lead podcaster rapper drummer vice prime congress
    president-elect trooper ranger promoter councilor elder deacon pm first undersecretary uncle
    aunt
    """.split()
)
GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md", "mba"})
PARTICLES = frozenset("van von de der den del della di da du la le bin ibn al ter ten zu".split())
ORGANISATION_WORDS = frozenset(
    """
    inc corp corporation company co group university school institute times journal review post
    association bank partners capital ventures labs lab foundation council commission department
    ministry government party union office college agency bureau magazine news society centre
    center ltd llc gmbh plc committee court board club press network systems technologies
    software motors motor airlines international federation organisation organization academy
    report street consulting studios entertainment guardian atlantic forum team herald
    research studies affairs sciences health safety county city police army house administration
    league authority service services trust church
    """.split()
)
# Capitalised only because a sentence begins with them: no names.
GENERIC_SUBJECTS = frozenset(
    """
    people some many most others few several all both none one everyone everybody someone
    somebody nobody anyone anybody management leadership marketing engineering sales finance
    legend tradition wisdom logic convention custom experience history folklore dogma research
    science evidence common conventional popular opinion nature instinct society rumour rumor
    press media anonymous unknown tis twas ibid according hype gospel folk staff labour labor
    critics talk advice business reader readers ed editor q a
    """.split()
)


def singular(word: str) -> str:
    """A role or noun of speech without a plural ending."""
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def is_role(word: str) -> bool:
    """Whether the word means people without naming them, by the table or by its ending."""
    one = singular(word)
    if word in ROLES or one in ROLES or one.endswith(("woman", "therapist", "ician", "person")):
        return True
    return len(one) > 7 and one.endswith("ist") and one not in {"checklist", "shortlist"}


def is_office(word: str) -> bool:
    """Whether the word may stand before a name as its bearer's title; kin and plurals do not."""
    return word in TITLES or (
        is_role(word) and word == singular(word) and word not in _MEN | _WOMEN
    )


def is_speech_noun(word: str) -> bool:
    """Whether the noun means words that somebody said or wrote."""
    return word in SPEECH_NOUNS or singular(word) in SPEECH_NOUNS


# The most common given names: they tell a person from a thing, and he from she. A missing one costs
# nothing but a doubt; no speaker is ever chosen by these lists, they only rule candidates out.
MALE = frozenset(
    """
    aaron abdul adam adrian ahmed alan albert alexander alfred ali allen andre andrew andy
    anthony antonio arne arthur ben benjamin bernard bernie bert bill bob boris bram brian bruce
    cal carl carlos cary charles chris christian christopher clayton clive craig daniel dave
    david dennis derek donald doug douglas ed edmund edward edwards elon eric erik ernest felix
    francis frank franz fred frederick gary gavin george gord gordon graham greg gregory guy hal
    hans harold harry heinz henrik henry herbert howard hugh hugo ian ivan ivo jack jacob jake
    james jason jay jeff jeffrey jensen jerry jim jimmy joe joel john johnny jon jonathan jorge
    jose joseph josh juan julian justin karim karl keith ken kenneth kent kevin klaus larry lars
    lawrence leo leonard lewis liam louis ludwig luis luke malcolm marc marcel marco marcus
    mario mark martin matt matthew michael mick mike milan milton mohamed muhammad nathan neil
    nicholas nick noah norman oliver oscar oskar otto owen pablo patrick paul pavel pedro pete
    peter phil philip pierre piet rafael raj ralf ralph randall ray raymond reed reid richard
    rick rob robert roger rolf ron ronald ross roy rui russell ryan samir samuel scott sean
    sebastian sergio sid simon stan stefan stephen steve steven stuart ted theodore thomas tim
    timothy toby todd tom tomas tomasz tony travis victor vincent vladimir walter warren wayne
    will william wolfgang
    """.split()
)
FEMALE = frozenset(
    """
    abigail agnes aisha alice alison amanda amina amy ana angela anita ann anna anne annie april
    barbara beatrice beatriz betty birgit brenda bridget carla carmen carol caroline catherine
    charlotte christina christine claire clara claudia cynthia danielle deborah delia diana
    diane dina donna dora doris dorothy ebba edith elaine eleanor elena elizabeth ella ellen
    emily emma erica eva evelyn fatima fiona florence frances gabriela giulia gloria grace greta
    gwen hana hannah harriet heather heidi helen helena ida ines ingrid irene irina irma isabel
    jacqueline jane janet jennifer jenny jessica jill joan joanna joyce judith judy julia julie
    juliet june karen kate katharina katherine kathleen laura lauren leila lena linda lisa liz
    lorraine louise lucy lydia mara margaret maria marie marilyn marion marissa marta martha
    mary maya megan melinda melissa mette michelle miriam molly monica nadia nancy naomi natalie
    natasha nicole nina nora olga olivia pamela patricia paula petra philippa pilar priya rachel
    rebecca rita rosa rose ruth sally samantha sandra sara sarah sharon sheila sheryl shirley
    sigrid simone sofia sophia sophie stella stephanie sue sunita susan suzanne sylvia tara
    teresa tina ursula valerie vanessa vera veronica victoria virginia vivian wanda wendy yasmin
    yuki yvonne zoe
    """.split()
)
BOTH = frozenset(
    """
    alex andrea ashley blake cameron casey charlie dana drew jamie jean jesse jordan kai kelly
    kim lee leslie lou max mel morgan nico noel pat quinn robin rowan sam sandy sasha sidney
    taylor
    """.split()
)
GIVEN_NAMES = MALE | FEMALE | BOTH


def gender(given: str) -> str:
    """`m` or `f` where the given name tells it, else nothing."""
    name = given.casefold()
    return "m" if name in MALE else "f" if name in FEMALE else ""


def role_gender(role: str) -> str:
    """`m` or `f` where a role tells it: "she" is no uncle."""
    if role in _WOMEN or role.endswith("woman"):
        return "f"
    return "m" if role in _MEN or role.endswith("man") else ""
