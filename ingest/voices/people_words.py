"""Words that mean people and organisations, or stand beside their names."""

from __future__ import annotations

# People without a name; as a subject they speak for nobody whom an answer could name.
ROLES = frozenset(
    """
    boss customer founder co-founder cofounder friend colleague mentor manager ceo chief chairman
    chairwoman chair president director executive investor employee worker engineer developer
    economist professor author writer journalist critic skeptic sceptic proponent opponent
    advocate supporter defender researcher scientist expert analyst pundit commentator observer
    consultant entrepreneur inventor creator owner partner coach teacher student father mother
    brother sister wife husband daughter son uncle aunt grandfather grandmother neighbour neighbor
    reader user buyer client man woman guy person somebody someone anyone everybody everyone
    nobody programmer designer leader spokesman spokeswoman spokesperson reporter columnist
    blogger speaker psychologist sociologist historian philosopher guru architect lawyer banker
    politician senator minister billionaire capitalist evangelist marketer salesman salesperson
    patriarch namesake successor predecessor rival competitor assistant deputy secretary doctor
    officer veteran widow widower fiancé fiancée girlfriend boyfriend roommate flatmate cousin
    niece nephew sibling twin spouse landlord landlady tenant farmer baker cook chef nurse
    mechanic carpenter electrician plumber postman waiter waitress cashier clerk guard janitor
    caretaker librarian pilot driver priest vicar pastor judge recruiter headhunter auditor
    accountant treasurer contractor freelancer intern apprentice trainee graduate newcomer
    supervisor foreman superior subordinate guest visitor passenger patient therapist counsellor
    counselor adviser advisor interviewer moderator caller stranger resident tutor trainer barber
    bartender shopkeeper heckler parent child boy girl lady gentleman captain member translator
    interpreter mayor ambassador host hostess chairperson volunteer trustee curator conductor
    bishop colonel sergeant shareholder surgeon dentist soldier sailor singer actor actress artist
    musician editor publisher physicist biologist statistician acquaintance classmate teammate
    """.split()
)
# Roles that a company has but one of: "its founder" describes a certain person.
DEFINITE_ROLES = frozenset(
    """
    founder co-founder cofounder creator inventor father mother chief boss ceo chairman
    chairwoman president owner namesake patriarch author maker architect pioneer
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
    congress critics talk advice business
    """.split()
)
COLLECTIVES = frozenset(
    """
    people folks staff crowd team board press media public majority minority camp school
    literature side purists data men women children kids
    """.split()
)
HONORIFICS: dict[str, str] = {  # title before a name -> gender it tells, "" for none
    "mr": "m", "mrs": "f", "ms": "f", "miss": "f", "mx": "", "dr": "", "prof": "",
    "professor": "", "sir": "m", "dame": "f", "doctor": "", "madam": "f",
}  # fmt: skip
TITLES = frozenset(
    """
    president senator governor ceo cto cfo coo cmo chairman chairwoman chair general captain
    colonel judge justice chancellor minister secretary founder co-founder cofounder economist
    author entrepreneur investor director chief executive officer vp svp evp head critic analyst
    professor psychologist historian philosopher consultant engineer journalist columnist writer
    blogger billionaire legend guru strategist researcher former ex-ceo laureate coach
    congressman lieutenant major sergeant admiral commander midshipman corporal commissioner
    archbishop bishop cardinal manager superintendent inspector detective baron count earl
    senior junior lead deputy mayor producer singer actor actress artist musician biologist
    physicist sociologist essayist novelist poet comedian editor publisher activist attorney
    surgeon statistician mathematician anthropologist technologist futurist podcaster host
    scholar lecturer rapper drummer trainer congresswoman representative reverend rabbi father
    uncle aunt programmer designer
    """.split()
)
ORGANISATION_WORDS = frozenset(
    """
    inc corp corporation company co group university school institute times journal review post
    association bank partners capital ventures labs lab foundation council commission department
    ministry government party union office college agency bureau magazine news society centre
    center ltd llc gmbh plc committee court board club press network systems technologies
    software motors motor airlines international federation organisation organization academy
    report street consulting studios entertainment economist guardian atlantic forum team
    research
    """.split()
)
ORGANISATIONS = frozenset(
    """
    google apple amazon microsoft facebook meta netflix intel ibm samsung sony toyota ford tesla
    twitter linkedin uber airbnb disney nike walmart alibaba temu shein tiktok spotify slack
    dropbox salesforce oracle sap siemens basecamp gitlab github zappos starbucks mckinsey
    gallup gartner forrester bloomberg reuters stanford harvard mit yale oxford cambridge
    princeton nasa unesco oecd nokia kodak blackberry xerox nvidia openai shopify stripe zoom
    automattic buffer atlassian goldman deloitte accenture yahoo ebay paypal america europe
    britain germany france japan china india iceland london paris berlin boston chicago congress
    parliament brussels washington
    """.split()
)  # fmt: skip
PLACE_WORDS = frozenset(
    """
    valley york francisco states kingdom city america europe asia africa kong island islands
    county angeles diego zealand coast
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
