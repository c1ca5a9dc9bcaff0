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
    confess report tell/told remark comment joke suggest propose conclude continue complain
    object counter retort protest predict recall announce proclaim affirm acknowledge advise
    caution urge promise boast brag/bragged/bragging lament mutter shout cry preach teach/taught
    tweet post blog/blogged/blogging email muse reason emphasise emphasize stress underscore
    echo exclaim reckon posit recommend reveal thunder elaborate clarify fume demand repeat
    plead pledge testify marvel grumble groan shrug/shrugged snap/snapped/snapping
    sum/summed/summing summarize put/putting phrase quote inform remind instruct volunteer
    counsel reiterate theorize speculate rail assure offer rejoin venture stipulate utter rule
    judge/judged go/went/gone yell chime confirm disclose allege praise criticise criticize
    accuse condemn blast slam/slammed/slamming lash/lashed apologise apologize defend
    signal/signalled/signaled remember charge blame threaten welcome express reject liken
    estimate cite credit quip/quipped/quipping whisper opine scoff sneer interject vow sigh
    summarise implore exhort theorise surmise enthuse rant reassure sniff snort growl bark decry
    intone gush hiss jibe chide scold grouse stammer scream chant deadpan/deadpanned/deadpanning
    demur applaud
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
    call describe dismiss characterise characterize label dub/dubbed/dubbing brand coin term
    popularize style title entitle name ridicule mock hail portray regard denounce bill
    refer/referred/referring deride popularise
    """
)
# Nouns that own words: "X's line", "the words of X", "my reply".
SPEECH_NOUNS = frozenset(
    """
    words word line phrase quote quotation saying motto slogan claim argument point view opinion
    verdict advice warning answer reply response question remark comment statement observation
    description definition conclusion insight rule law principle thesis contention assertion
    complaint objection case prediction promise pledge post essay article book letter memo blog
    tweet email message speech talk interview keynote manifesto column paper report study memoir
    autobiography note aside summary formulation wisdom counsel plea retort tip lesson position
    stance defence defense rationale reasoning logic pitch recipe prescription newsletter thread
    podcast testimony piece presumption assumption belief assessment critique criticism attack
    explanation formula version instruction order confession admission catchphrase sentence
    passage paragraph accusation suggestion proposal proposition announcement declaration
    proclamation axiom commandment analysis judgment judgement creed commentary address sermon
    lecture reminder closing opening figure quip maxim dictum mantra credo adage aphorism
    diagnosis refrain rallying soundbite op-ed rejoinder exhortation bon-mot epigram one-liner
    rant
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
# Attribution that the writer himself does not vouch for.
DISPUTES = frozenset(
    """
    attributed credited ascribed supposedly allegedly reportedly apparently apocryphal
    apocryphally misattributed purportedly reputedly
    """.split()
)
QUOTING = _forms("quote cite paraphrase borrow channel echo")
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
    writer critic sceptic proponent opponent advocate supporter defender researcher expert
    analyst pundit commentator observer consultant entrepreneur inventor creator owner partner
    coach teacher student father mother brother sister wife husband daughter son uncle aunt
    grandfather grandmother neighbour neighbor reader user buyer client man guy programmer
    designer leader reporter speaker historian philosopher guru architect lawyer senator
    minister billionaire patriarch namesake successor predecessor rival competitor assistant
    deputy secretary doctor officer veteran widow fiancée girlfriend boyfriend flatmate cousin
    niece nephew sibling twin landlord tenant farmer baker cook nurse mechanic carpenter plumber
    cashier clerk guard librarian pilot driver priest pastor judge headhunter accountant
    contractor apprentice graduate newcomer supervisor superior subordinate guest visitor
    passenger patient counselor adviser advisor interviewer moderator stranger resident tutor
    trainer barber shopkeeper parent child boy girl lady captain member translator mayor
    ambassador host hostess volunteer trustee curator conductor bishop colonel sergeant
    shareholder surgeon dentist soldier sailor singer actor actress artist editor publisher
    acquaintance classmate teammate governor lawmaker representative prosecutor attorney sheriff
    chancellor premier commissioner principal detective lieutenant general admiral campaigner
    organizer candidate nominee official midfielder goalkeeper survivor victim witness
    firefighter lecturer scholar poet producer comedian star pope king queen prince princess
    rabbi imam cleric mp councillor regulator chairman salesman spokesman foreman fireman
    councilman skeptic blogger banker marketer widower fiancé roommate spouse landlady chef
    waiter waitress janitor caretaker vicar recruiter auditor treasurer freelancer intern
    trainee counsellor caller bartender heckler interpreter superintendent organiser
    spokespeople striker quarterback pitcher investigator archbishop mogul tycoon postman
    policeman congressman alderman gentleman
    """.split()
)
# Roles that a company has but one of: "its founder" describes a certain person.
DEFINITE_ROLES = frozenset(
    """
    founder co-founder cofounder creator inventor chief boss ceo chairman president owner
    namesake patriarch author maker architect pioneer chairwoman
    """.split()
)
_MEN = frozenset(
    """
    father brother husband son uncle grandfather patriarch guy man boyfriend nephew landlord boy
    king prince widower fiancé waiter
    """.split()
)
_WOMEN = frozenset(
    """
    mother sister wife daughter aunt grandmother widow fiancée girlfriend niece girl lady
    actress queen princess waitress
    """.split()
)
# Title before a name -> gender it tells, "" for none.
HONORIFICS: dict[str, str] = {title.lower(): "" for title in SHORT_TITLES} | {
    "mr": "m", "mrs": "f", "ms": "f", "miss": "f", "mx": "", "professor": "", "sir": "m",
    "dame": "f", "doctor": "", "madam": "f", "lord": "m", "lady": "f", "reverend": "", "fr": "m",
    "sr": "", "judge": "", "justice": "", "msgr": "m", "st": "", "sec": "", "king": "m",
    "queen": "f", "prince": "m", "princess": "f", "pope": "m", "brother": "m", "sister": "f",
    "father": "m",
}  # fmt: skip
TITLES = frozenset(HONORIFICS) | frozenset(
    """
    cto head legend former laureate major commander corporal cardinal inspector baron senior
    junior lead rapper drummer vice prime congress trooper ranger promoter elder deacon pm first
    uncle aunt cfo coo cmo vp councilor
    """.split()
)
GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md", "mba"})
PARTICLES = frozenset("van von de der den del della di da du la le bin ibn al ter ten zu".split())
ORGANISATION_WORDS = frozenset(
    """
    inc corp corporation company co group university school institute times journal review post
    association bank partners capital ventures lab foundation council commission department
    ministry government party union office college agency bureau magazine news society centre
    center ltd llc gmbh committee court board club press network systems technologies software
    motors motor airlines international federation organisation organization academy report
    street consulting studios entertainment guardian atlantic forum team herald research studies
    affairs sciences health safety county city police army house administration league authority
    service services trust church
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
