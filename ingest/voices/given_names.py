"""Common given names of English prose: they tell a person from a thing, and he from she.

A name that is missing here costs nothing but a doubt; no speaker is ever chosen by this list, it
only rules candidates out.
"""

from __future__ import annotations

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
    if name in BOTH:
        return ""
    return "m" if name in MALE else "f" if name in FEMALE else ""
