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


# Common given names: they tell a person from a thing, and he from she. A missing one costs nothing
# but a doubt; no speaker is ever chosen by these lists, they only rule candidates out.
MALE = frozenset(
    """
    aaron abraham adam adrian alan albert alexander alfred allen andrew andy anthony antonio
    arnold arthur ben benjamin bernard bernie bertrand bill bob boris brad brandon brett brian
    bruce cal carl carlos cary charles charlie chris christian christopher clay clayton clive
    cory craig dale damian dan daniel darren dave david dennis denny derek desmond dick dmitri
    donald donovan doug douglas dustin dwight earl ed eddie edgar edmund eduardo edward edwards
    elliot elliott elon emmanuel enrique eric erik ernest ernie errol ethan eugene evan fabian
    felix fernando francis frank franklin fred frederick garry gary gavin geoff geoffrey george
    gerald gerard gideon gilbert giovanni glenn gord gordon graham grant greg gregor gregory
    guido gustav guy hal hank hans harold harry harvey hector henry herb herbert hiroshi horst
    howard hubert hugh humphrey ian ignacio igor immanuel irving isaac isaiah ivan jack jacob
    jaime jake james jamie jan jared jason javier jay jeff jeffrey jensen jeremy jerome jerry
    jesus jim jimmy jochen joe joel johann john johnny jon jonathan jorge jose joseph josh
    joshua juan julian julius justin jürgen karl kaspar keith ken kenji kenneth kent kevin klaus
    kris kurt lance larry lars lawrence leif len leo leon leonard leonardo lewis liam lionel
    lloyd lorenz lou louis lucas ludwig luis luke magnus malcolm manfred manuel marc marcus
    mario mark markus marshall martin marty matt matthew maurice max maximilian michael mick
    miguel mike milton mitch mitchell mohamed moritz morris muhammad muhtar narendra nassim
    nathan ned neil nelson niall nicholas nick niels nigel nikola noah noam norman olaf oliver
    oren orson oscar otto owen pablo pascal patrick paul pedro percy pete peter phil philip
    pierre piers rafael raj ralph randall randy ray raymond reed reid reinhard reinhold rene
    ricardo richard rick rishi rob robert roberto rod roger rolf roman ron ronald rory ross roy
    rudolf rudy rufus rupert russell ryan sam sami samuel satya scott sean sebastian sergey seth
    shane sheldon sid sigmund simon spencer stan stanley stefan stephen sterling steve steven
    stewart stuart sundar sven sylvester tadashi tariq ted terry theodore thomas tim timothy
    tobi tobias toby todd tom tony travis troy tyler ulrich uwe vernon victor vijay vikram
    abdul ahmed akira aleksander ali amir andre andrei andreas anton ansel arjun arne arturo ashok
    axel bert bram bruno carsten cedric cesar cyril damir dario deepak diego dieter dirk dominic
    ebbe edwin emil emilio eoin erwin ezra farid fergus finn florian francois franz fredrik
    friedrich gael gilles giorgio goran guillaume gunnar gunther hakim hamid harald hassan heinz
    helmut henk henri henrik hisham hugo ibrahim idris imran ismail ivo jakob janek jens jesper
    joachim joao joost jorgen josef jurgen kamal karim kasper khalid kofi kwame lamar laszlo
    laurent levi lorenzo luca lucien maarten mahmoud marcel marcin marco mateo mathias matteo
    matthias mehmet milan milos miroslav mustafa nicolas nicolo nikhil nikolai norbert obi ola
    olaf olivier omar oskar paolo pavel per piet pieter piotr rahul rainer ralf ramon ravi remy
    renato reza rohan ruben rui samir sanjay santiago sergei sergio sheikh silvio stefano stelios
    suresh tadeusz tariq tarun thabo theo thierry thijs tomas tomasz torsten tunde umberto uri
    valentin vasily viktor vladimir volker werner willem wim wojciech xavi yannick yasser yosef
    youssef yusuf zoltan
    vincent vinod vitalik vlad wade wallace walt walter warren warwick wayne wes wesley wiley
    wilhelm will william winston wolfgang xavier yuval zach
    """.split()
)
FEMALE = frozenset(
    """
    abigail ada adele adrienne agatha agnes aileen aisha akiko alexa alexandra alexis alice
    alicia alison amanda amber amelia amy anastasia andrea angela angelica anita anja ann anna
    anne annette annie anouk anya april ariana arianna astrid audrey aurora ayn barbara beatrice
    becky belinda bella bernadette bess beth betsy betty birgit bonnie brenda bridget brigitte
    brooke camilla carla carly carmen carol caroline carolyn cass catherine cathy cecilia
    celeste charlotte cheryl chloe christina christine cindy claire clara claudette claudia cleo
    colette connie corinne cynthia dagmar daisy daniela danielle daphne dawn deborah debra delia
    denise diana diane dolores donna doris dorothy edith edna eileen elaine eleanor elena elisa
    elisabeth elise eliza elizabeth ella ellen elsa elsie emilia emily emma erica erika erin
    estelle esther eva eve evelyn fatima faye felicity fiona flora florence frances francesca
    freda frieda gabriela gabrielle gail genevieve georgia gerda gertrude gina ginni ginny
    giulia gloria grace greta gretchen gudrun gwen hannah harriet heather heidi helen helena
    hilda hillary hope ida imogen ines ingrid irene iris isabel isabella ivy jacinda jackie
    jacqueline jana jane janet janice jasmine jean jeanne jeannette jemima jennifer jenny
    jessica jill jo joan joanna jodi josephine joyce judith judy julia julie juliet juliette
    june justine kamala karen karin kate katharina katherine kathleen kathy katie katja katrin
    kirsten kristen kristin lara laura lauren lea leah lena lily lina linda lisa liz lois
    lorraine lotte louise lucy luisa lydia lynn madeleine madison mae magda maggie malala marcia
    margaret margarethe margot maria mariah mariana marianne marie marilyn marina marion marissa
    marjorie marta martha mary mathilda maureen maya megan melanie melinda melissa meredith mia
    michelle mildred millicent mina minna mira miranda miriam moira molly monica muriel nadia
    nancy naomi natalie nell nellie nicole nina nora norma odette olga olivia ottilie pamela
    patricia patty paula peggy penelope petra philippa phoebe polly priya rachel rebecca rita
    roberta rosa rosalind rose rosie roxanne ruth sabine sally salma samantha sandra sara sarah
    selma sharon sheila sheryl shirley shoshana simone sofia sonia sonja sophia sophie stella
    stephanie sue susan susanna suzanne svetlana sylvia tabitha tamara tara tatiana teresa thea
    theodora theresa tina toni tracy ulrike ursula valerie vanessa vera veronica veronika
    abena adaeze adriana aicha ailsa akua alba alessandra alina alma amal amara amina amira ana
    anastasija aneta annika antonia anusha anya aoife asha ayesha ayse beata beatriz bianca
    bronwyn carlotta catarina chiara chiamaka chidinma ciara clarissa consuelo corinna damaris
    danuta delphine dina dora dorothea ebba eleni elif elin elke elodie elvira emine esme estela
    ewa fatou federica fernanda francine freya gemma gerlinde ghada giovanna gisela gitte gloria
    greet halima hana hanna hanne harriet hedwig heike helga henrietta hilde huda ilse imani
    indira inga inge ingeborg inka iona irina irma isla ivana jadwiga jamila jelena johanna jutta
    karin karolina kavita khadija kinga klara laila latifa leila leonie lidia lieke ludmila
    magdalena mai maja malgorzata manuela mara margarita mariam marieke marit marta mathilde
    mette mieke milena miriam mireille monika nadine nasrin natalia natasha neha niamh nia
    nicola noor nour nuala olena oona oriana paloma paola parvati paulina pilar pooja preeti
    radhika raisa rania rashida regina renata renate roisin romy rosalia rosario roswitha
    ruthie sadie saga saoirse saskia shanti shirin sigrid silke silvia simona sinead siobhan
    sofie solveig soraya sunita susana svenja swati tamsin tanja tanya teodora thandi tova
    traudl trine ulla uma ursulina valentina vesna vidya wanda wilhelmina winifred xenia ximena
    yara yasmine yolanda zainab zeynep zofia zuzana
    victoria virginia vivian wendy yasmin yuki yvonne zadie zara zoe
    """.split()
)
BOTH = frozenset(
    """
    alex ashley blake cameron casey chandra dana drew jesse jordan kai kelly kim lee leslie
    andrea ariel asher charlie eden florin jean jules lou max mel nico noel rene rowan sam
    lindsay morgan nat pat quinn robin sandy sasha sidney taylor
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
