"""Common given names of English prose: they tell a person from a thing, and he from she.

A name that is missing here costs nothing but a doubt; no speaker is ever chosen by this list, it
only rules candidates out.
"""

from __future__ import annotations

MALE = frozenset(
    """
    aaron abraham adam arnold bernie bertrand boris brad cal cary clive cory damian denny dale darren desmond dmitri donovan dustin earl elliot elliott emmanuel enrique ernie errol fabian fernando garry gavin gerard gideon giovanni gregor grant guido gustav hal hank hector herb hiroshi horst hubert humphrey ignacio igor immanuel irving isaiah jake javier jensen jerome jesus jochen jorge jose julius justin kaspar kenji kent klaus kris lance leif len leon leonardo liam lionel lloyd lorenz lucas ludwig magnus manfred manuel maximilian mitch mitchell morris moritz muhtar narendra ned nelson nigel nikola noam olaf oren orson otto pablo pascal percy pete piers randall randy raj reinhard reinhold rishi rolf roman rory rudolf rudy rufus sami sebastian sheldon sid sigmund spencer stewart sven sylvester tadashi tariq tobias tobi travis troy tyler ulrich uwe vijay vikram vitalik vlad wade wallace warwick wes wesley wiley wolfgang xavier yuval zach aaron adam adrian alan albert alexander alfred allen andrew andy anthony antonio arthur ben
    benjamin bernard bill bob brad brandon brett brian bruce carl carlos charles charlie chris
    christian christopher clay clayton craig dan daniel dave david dennis derek dick donald doug
    douglas dwight ed eddie edgar edmund eduardo edward edwards elon eric erik ernest ethan eugene
    evan felix francis frank franklin fred frederick gary geoff geoffrey george gerald gilbert glenn
    gord gordon graham greg gregory guy hans harold harry harvey henry herbert howard hugh ian isaac
    ivan jack jacob jaime jake james jamie jan jared jason jay jeff jeffrey jeremy jerome jerry jim
    jimmy joe joel johann john johnny jon jonathan joseph josh joshua juan julian jürgen karl keith
    ken kenneth kevin kurt lars larry lawrence leo leonard lewis lou louis luis luke malcolm marc
    marcus mario mark markus marshall martin marty matt matthew maurice max michael mick mike miguel
    milton mohamed muhammad nassim nathan neil niall nicholas nick niels noah norman oliver oscar
    owen patrick paul pedro peter phil philip pierre rafael ralph ray raymond reed reid rene ricardo
    richard rick rob robert roberto rod roger ron ronald ross roy rupert russell ryan sam samuel
    satya scott sean sergey seth shane simon stan stanley stefan stephen steve steven stewart stuart
    sundar ted terry theodore thomas tim timothy toby todd tom tony travis vernon victor vincent
    vinod walt walter warren wayne wilhelm will william winston
    """.split()
)
FEMALE = frozenset(
    """
    abigail adrienne agatha aisha akiko aileen alexa alexis alicia amber anastasia angelica anja anouk anya april ariana astrid aurora ayn bella bernadette bess betsy birgit brigitte brooke camilla carly carmen carolyn cass cecilia celeste chloe claudette cleo colette corinne dagmar daniela danielle daphne dawn delia diane dolores edna elisa elise eliza elsa elsie emilia erika estelle esther eve fatima faye felicity flora florence francesca freda frieda gabriela gabrielle genevieve georgia gerda gertrude ginny giulia gretchen gudrun hilda hope ida imogen ines iris isabella ivy jacinda jackie jana jasmine jemima jeanne jeannette jodi juliet juliette justine kamala karin kate katharina katja katrin kristin lara lea lena lena lily lina lorraine lotte luisa madison mae magda malala marcia margarethe margot mariana marianne marina marta mathilda maya mia mildred millicent mina minna mira miranda moira muriel nadia nell nellie nora norma odette ottilie patty petra philippa phoebe polly rosalind rosie roxanne sabine salma samantha selma shoshana simone sonja susanna svetlana tabitha tatiana thea theodora ulrike ursula veronika yasmin yuki zadie zara abigail ada adele agnes alexandra alice alison amanda amelia amy andrea angela anita ann anna
    anne annette annie arianna audrey barbara beatrice becky belinda beth betty bonnie brenda
    bridget carla carol caroline catherine cathy charlotte cheryl christina christine cindy claire
    clara claudia connie cynthia daisy deborah debra denise diana diane donna doris dorothy edith
    eileen elaine eleanor elena elisabeth elizabeth ella ellen emily emma erica erin esther eva
    evelyn fiona frances gail gina ginni gloria grace greta gwen hannah harriet heather heidi helen
    helena hillary ingrid irene isabel jacqueline jane janet janice jean jennifer jenny jessica
    jill jo joan joanna josephine joyce judith judy julia julie june karen kate katherine kathleen
    kathy katie kirsten kristen laura lauren leah linda lisa liz lois louise lucy lydia lynn
    madeleine maggie margaret maria mariah marie marilyn marion marissa marjorie martha mary maureen
    megan melanie melinda melissa meredith michelle miriam molly monica nancy naomi natalie nicole
    nina nora olga olivia pamela patricia paula peggy penelope priya rachel rebecca rita roberta
    rosa rose ruth sally sandra sara sarah sharon sheila sheryl shirley sofia sonia sophia sophie
    stella stephanie sue susan suzanne sylvia tamara tara teresa theresa tina toni tracy ursula
    valerie vanessa vera veronica victoria virginia vivian wendy yvonne zoe
    """.split()
)
BOTH = frozenset(
    """
    alex ashley blake cameron casey chandra dana drew jesse jordan kelly kim lee leslie lindsay
    morgan pat quinn robin sandy sasha taylor kai nat sidney
    """.split()
)
GIVEN_NAMES = MALE | FEMALE | BOTH


def gender(given: str) -> str:
    """`m` or `f` where the given name tells it, else nothing."""
    name = given.casefold()
    return "m" if name in MALE else "f" if name in FEMALE else ""
