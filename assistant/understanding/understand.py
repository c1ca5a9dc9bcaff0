"""From what was typed to a `Question`: names, learned intent and slots, what it leans on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, cast

import numpy as np
from rapidfuzz import fuzz, process

from assistant.embedding import shipped_embedder
from assistant.index import Index
from assistant.naming import NUMBERS
from assistant.understanding.entities import Directory, Entities, Mention, Name
from assistant.understanding.features import (
    Features,
    asking_sentence,
    features,
    replaced,
    sentences_of,
    spoken_mask,
    vectors_needed,
)
from assistant.understanding.follow_up import put_together
from assistant.understanding.learned import heads, matter
from assistant.understanding.question import (
    COUNTED,
    FORMS,
    Form,
    Intent,
    Move,
    Question,
    Stance,
)
from assistant.understanding.reader import reader
from assistant.understanding.sides import SideTerms, side_terms
from assistant.words import STOPWORDS, content_stems, fold, stem, word_spans

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from assistant.embedding import Embedder

    Array = NDArray[np.float32]

_CONTRARIAN = "contrarian"  # what answers call whoever stands alone
_SHORTEST_SLIP, _SMALLEST_SLIP = 3, 5  # letters of a word whose are mixed, or that is misspelt
_CLOSE = 84.0  # rapidfuzz ratio from which a word that is none means one of the essays'
_TELLING = 0.35  # of `learned.matter`, from which a word carries matter
_STRANGE = 0.8  # the same of a word that no point and no reader has: else it is one of asking
_REMEMBERED = 3  # earlier questions that a chain of follow-ups may lean on
_ASKING = 1.5  # what the sentence that asks counts among those of a long question
_ENDINGS = ("", "e", "s", "ed", "ing", "er", "ion")
_HASTY = frozenset(stem(word.replace("'", "")) for word in STOPWORDS)  # "isnt" is no matter either
_PAUSE = re.compile(r"[,;:.?!…](?!\d)|\s[–—-]\s")
_SAYS = 2  # words of content from which something is said of whoever is named
_DENIED = re.compile(r"(?i)(?:\bnot|n['’]?t)\s+$")  # "why doesn't" before a name
_PLAIN = re.compile(r"[\w '’%$€£&/+-]+")  # words that no page and no citation takes for more
_FEWEST, _MOST, _CLAUSES = 3, 24, 12  # words of a clause, and clauses of a case
_TELLS = 0.015  # probability of wanting advice below which nothing is told of a case
_ASKS_INSTEAD = 0.15  # probability from which one with a matter of its own asks that instead
_FURTHER = 0.6  # probability below which a question with a matter of its own is no further turn
_YES_NO = 0.6  # probability from which yes or no is wanted: a "yes" to "who" is worse than none
_EACH, _EACH_NAMED = 0.8, 0.5  # the same for each side's case; where both are named, less is sure
_FORMED = 0.4  # probability from which a form is wanted
_OPPOSES = 0.7  # probability from which opponents are asked for: those who agree are the rule
_MANY_DIGITS = 3  # of a number that counts no sentences
_LEAST = 0.2  # what a sentence without matter of its own counts


class Understanding:
    """Reads questions about one opened index. Safe to share by threads."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.directory = Directory(index.debate)
        self._words = sorted(self.directory.common_words() | STOPWORDS)
        self._mixed = {"".join(sorted(word)): word for word in sorted(STOPWORDS)}

    @cached_property
    def _reader(self) -> Embedder:
        """The model that the heads were learned with: the shipped one, whatever the index has."""
        own = self.index.embedder
        shipped = shipped_embedder()
        return own if own.name == shipped.name else shipped

    @cached_property
    def sides(self) -> SideTerms:
        """The sides as vectors; needs the model, so it waits for the first question."""
        return side_terms(self.index.debate, self._reader)

    def read(self, text: str, history: Sequence[str] = (), *, business: str = "") -> Question:
        """The question, put together with the earlier ones it leans on; oldest first."""
        question = self._alone(text, business, follows=bool(history))
        if not history:
            return question
        earlier = history[-_REMEMBERED:]
        previous = self.read(earlier[-1], earlier[:-1], business=business)
        return put_together(question, previous, self.index)

    def presumed(self, question: Question) -> str:
        """What a question takes for granted of the voice or essay that it names, as a statement.

        Empty where only an earlier question names one.
        """
        earlier = question.previous and question.previous.standalone in question.standalone
        text = self._spelt(question.text) if earlier else question.standalone
        mentions = self.directory.find(text).mentions
        named = next((m for m in mentions if m.name.kind in ("voice", "essay")), None)
        if named is None:
            return ""
        before, rest = text[: named.start], text[named.start :]
        said = sentences_of(rest)[0].rstrip("?.! ")
        name = said[: named.end - named.start]
        told = [len(content_stems(part)) >= _SAYS for part in (before, said[len(name) :])]
        if told == [True, False]:  # "…, according to X?"
            return text.rstrip("?.! ")
        return f"{name} does not{said[len(name) :]}" if _DENIED.search(before) else said

    def _alone(self, text: str, business: str, *, follows: bool) -> Question:
        plain = self._spelt(text)
        entities = self._entities(plain)
        masked = spoken_mask(plain, entities.mentions)
        put = reader().read(masked)
        names = [masked[start:end] for start, end in put.names]
        mended = self._named(plain, names)
        if mended != plain:
            return replace(self._alone(mended, business, follows=follows), text=text)
        needed = vectors_needed(plain, entities.mentions)
        about = replaced(plain, entities.mentions, {"voice": "", "essay": ""})
        parts = sentences_of(about)
        telling = _telling(plain, asking_sentence(plain))
        case = business or " ".join(telling)
        told = _clauses(_telling(business, "") if business else telling)
        ranked = (about, *parts, *([case] if case else []), *told)
        read, vectors = self._encode(needed, ranked)
        stacked = np.stack([read[text] for text in needed])
        seen = features(plain, entities.mentions, stacked, put.vector, self.sides)
        stems = tuple(dict.fromkeys(content_stems(about)))
        own_matter = tuple(stem for stem in stems if self._is_matter(stem))
        sides = tuple(self.sides.named(plain))
        move = _move(seen, asks=bool(own_matter or sides))
        intents = heads()["intent"].read(seen)
        if not follows or (own_matter and move != "instead" and intents["further"] < _FURTHER):
            intents = _without_further(intents)
        intent = max(intents, key=lambda name: (intents[name], name))
        tells = bool(business) or intents.get("advice", 0.0) >= _TELLS
        mixed = vectors[about] + _by_matter(parts, [vectors[part] for part in parts])
        return Question(
            text=text,
            standalone=plain,
            intent=cast(Intent, intent),
            confidence=intents[intent],
            vector=mixed / max(1e-9, float(np.linalg.norm(mixed))),
            stems=stems,
            words=len(list(word_spans(plain))),
            matter=own_matter,
            voices=entities.keys("voice"),
            essays=entities.keys("essay"),
            things=entities.keys("thing"),
            unknown=self._strangers(
                (*names, *entities.unknown, *self._unheard(masked, put.perhaps, own_matter)), plain
            ),
            sides=sides,
            side=(side := self._side(sides, read[plain]))[0],
            side_near=side[1],
            stance=_stance(intent, seen),
            each=heads()["each"].read(seen)["yes"] > (_EACH_NAMED if len(sides) > 1 else _EACH),
            form=(form := _form(seen)),
            limit=_limit(form or move, plain),
            move=move,
            yes_no=heads()["yes_no"].read(seen)["yes"] > _YES_NO,
            premise=heads()["premise"].read(seen)["yes"],
            leans=heads()["leans"].read(seen)["yes"],
            number=heads()["number"].read(seen)["yes"],
            fact=heads()["fact"].best(seen),
            talk=heads()["talk"].best(seen),
            tells_case=len(sentences_of(plain)) > 1,
            own_share=float(self.sides.question @ read[plain]),
            foreign=round(intents.get("off_topic", 0.0) + intents.get("order", 0.0), 6),
            business=business,
            case_vector=vectors[case] if case and tells else None,
            case_stems=tuple(dict.fromkeys(content_stems(case))),
            told=told if tells else (),
            told_vectors=tuple(vectors[clause] for clause in told if tells),
            intents=dict(intents),
        )

    def _entities(self, text: str) -> Entities:
        """What is named: also whoever answers call the contrarian.

        A given name in small letters that the reader takes for a word is none.
        """
        found = self.directory.find(text)
        asking = asking_sentence(text)
        told = [m for m in found.mentions if not self._is_slip(text[m.start : m.end], m, asking)]
        mentions = [*told, *self._contrarian(text)]
        if words := [m for m in mentions if self._is_word(text, m)]:
            named = reader().read(text).perhaps
            free = [m for m in words if not any(a < m.end and b > m.start for a, b in named)]
            mentions = [m for m in mentions if m not in free]
        return replace(found, mentions=tuple(sorted(mentions, key=lambda m: m.start)))

    def _contrarian(self, text: str) -> Iterator[Mention]:
        """Where a text says "contrarian" of whoever stands alone in the debate."""
        if essay := self.index.debate.contrarian:
            author = essay.author
            name = Name("voice", author) if author else Name("essay", essay.slug)
            for word, start, end in word_spans(text):
                if fold(word) == _CONTRARIAN:
                    yield Mention(name, start, end)

    def _is_slip(self, word: str, mention: Mention, asking: str) -> bool:
        """Whether a word of the language was taken for a name that it resembles.

        "Kindly" is no slip for Kindle; "marks" may be Mark's where one asks, not where one tells.
        """
        resembles = mention.fuzzy or (word.endswith("s") and word not in asking)
        same = fold(word) in fold(mention.name.key).split()
        small = mention.fuzzy or word.islower()
        return resembles and small and not same and self._is_plain(word)

    def _is_plain(self, word: str) -> bool:
        """Whether it is a word of the language: the encoder knows it in some form ("inventing")."""
        folded, is_word = fold(word), self.index.embedder.is_word
        return is_word(folded) or any(is_word(stem(folded) + ending) for ending in _ENDINGS)

    def _is_word(self, text: str, mention: Mention) -> bool:
        """Whether a part of somebody's name may as well be an ordinary word: "max", "grace"."""
        word = text[mention.start : mention.end]
        part = mention.name.kind == "voice" and " " in mention.name.key and " " not in word
        return part and word.islower() and self._is_plain(word)

    def _encode(
        self, needed: Sequence[str], ranked: Sequence[str]
    ) -> tuple[dict[str, Array], dict[str, Array]]:
        """Vectors for the heads and for ranking; one pass where one model serves both."""
        own = self.index.embedder
        if self._reader is own:
            texts = list(dict.fromkeys((*needed, *ranked)))
            vectors = dict(zip(texts, own.encode_query(texts), strict=True))
            return vectors, vectors
        read = dict(zip(needed, self._reader.encode_query(list(needed)), strict=True))
        return read, dict(zip(ranked, own.encode_query(list(ranked)), strict=True))

    def _is_matter(self, word: str) -> bool:
        """Whether a stem narrows the question: it is neither the debate's nor one of asking."""
        own = word in self.sides.asked or word in self.sides.of or word in _HASTY
        least = _TELLING if word in self._known or not self._is_read else _STRANGE
        return not own and len(word) > 1 and matter(word) > least

    @cached_property
    def _known(self) -> frozenset[str]:
        """The stems of all words of the points and of what readers say and ask of them."""
        return frozenset(self.index.point_words.counts())

    @cached_property
    def _is_read(self) -> bool:
        """Whether every essay has a reading, which tells what else its matter may be called."""
        return all(essay.is_read for essay in self.index.debate.essays)

    def _side(self, named: Sequence[str], vector: Array) -> tuple[str, float]:
        """The side that a question is about, and how near it comes to it.

        The one it names, else the one it comes nearest to.
        """
        if len(named) == 1:
            return named[0], 1.0
        near = np.round(self.sides.vectors @ vector, 4)
        return self.sides.ids[int(near.argmax())], 1.0 if named else float(near.max())

    def _unheard(
        self, text: str, perhaps: Sequence[tuple[int, int]], matter: Sequence[str]
    ) -> list[str]:
        """What may be a name, where a question turns on it alone and no reader has a word of it.

        So names are found that are written small, too.
        """
        told = [text[start:end] for start, end in perhaps]
        stems = {one for word in told for one in content_stems(word)}
        turns = self._is_read and bool(matter) and {*matter} <= stems and not stems & self._known
        return told if turns else []

    def _strangers(self, names: Sequence[str], text: str) -> tuple[str, ...]:
        """The names in the asking sentence that nobody here bears, each once.

        What a founder tells of before is no matter; behind it a plain word in small letters is
        no name ("what do i do monday").
        """
        found: list[str] = []
        asking = asking_sentence(text)
        if _telling(text, asking):
            names = [one for one in names if not (one.islower() and self._is_plain(one))]
        for name in names:
            own = re.sub(r"['’]s$", "", name)
            known = all(self.directory.knows(fold(word)) for word, _, _ in word_spans(own))
            if own in asking and not known and not any(one in own or own in one for one in found):
                found.append(own)
        return tuple(found)

    def _named(self, text: str, names: Sequence[str]) -> str:
        """The text with misspelt names put right, also short ones, since they are used as names."""
        for name in names:
            if meant := self.directory.meant(name):
                text = re.sub(rf"\b{re.escape(name)}\b", meant, text)
        return text

    def _spelt(self, text: str) -> str:
        """The text with words that are none put right, where an essay has one so like it."""
        shown = text
        for word, start, end in reversed(list(word_spans(text))):
            folded = fold(word)
            slips = len(folded) >= _SHORTEST_SLIP and folded.isalpha() and folded == word
            if not slips or folded in STOPWORDS:
                continue
            meant = self.directory.parted(folded)
            if not (meant or self.directory.knows(folded) or self._is_plain(folded)):
                meant = self._meant(folded)
            if meant:
                shown = f"{shown[:start]}{meant}{shown[end:]}"
        return shown

    def _meant(self, slip: str) -> str | None:
        """The word that a slip of the keyboard means; a short one may have its letters mixed."""
        if len(slip) < _SMALLEST_SLIP:
            return self._mixed.get("".join(sorted(slip)))
        best = process.extractOne(slip, self._words, scorer=fuzz.ratio, score_cutoff=_CLOSE)
        return best[0] if best and best[0][0] == slip[0] else None


def _by_matter(parts: Sequence[str], vectors: Sequence[Array]) -> Array:
    """[d] the mean of the sentences' vectors, each weighing as much as it has to say."""
    asking = asking_sentence("\n".join(parts))
    weights = [
        (_LEAST + sum(matter(stem) for stem in set(content_stems(part))))
        * (_ASKING if part == asking else 1.0)
        for part in parts
    ]
    mean = np.average(np.stack(vectors), axis=0, weights=weights)
    return np.asarray(mean, dtype=np.float32)


def _without_further(intents: Mapping[str, float]) -> Mapping[str, float]:
    """What a question is that leans on no earlier one."""
    rest = {name: share for name, share in intents.items() if name != "further"}
    total = max(1e-9, sum(rest.values()))
    return {name: round(share / total, 6) for name, share in rest.items()}


def _telling(text: str, asking: str) -> list[str]:
    """The sentences that tell of a case: neither the one that asks, nor another question."""
    every = sentences_of(text)
    return [one for one in every if one != asking and not one.rstrip().endswith("?")]


def _clauses(telling: Sequence[str]) -> tuple[str, ...]:
    """What is told of a case, in pieces short enough to be named again."""
    pieces = [piece.strip() for sentence in telling for piece in _PAUSE.split(sentence)]
    plain = [piece for piece in pieces if _PLAIN.fullmatch(piece)]
    return tuple(p for p in plain if _FEWEST <= len(p.split()) <= _MOST)[:_CLAUSES]


def _stance(intent: str, seen: Features) -> Stance:
    """For or against: the side whose case is wanted, or those whom others are set beside."""
    if intent == "agree":
        return "against" if heads()["opposes"].read(seen)["yes"] > _OPPOSES else "for"
    return cast(Stance, heads()["camp" if intent == "camp" else "stance"].best(seen))


def _move(seen: Features, *, asks: bool) -> Move:
    """Which further turn it would be; with a matter of its own it may ask that instead."""
    moves = heads()["move"].read(seen)
    if asks and moves["instead"] > _ASKS_INSTEAD:
        return "instead"
    return cast(Move, max(moves, key=lambda name: (moves[name], name)))


def _form(seen: Features) -> Form | None:
    shares = heads()["form"].read(seen)
    form = max(FORMS, key=lambda name: (shares.get(name, 0.0), name))
    return form if shares.get(form, 0.0) >= _FORMED else None


def _limit(form: str | None, text: str) -> int | None:
    """How many sentences or items a form is to have, by the first number that is given."""
    if form not in COUNTED:
        return None
    least = 2 if form == "list" else 1  # "one line for each of the five"
    given = (NUMBERS.get(fold(word)) or _digits(word) for word, _, _ in word_spans(text))
    return next((count for count in given if count and count >= least), None)


def _digits(word: str) -> int:
    return int(word) if word.isdecimal() and len(word) < _MANY_DIGITS else 0
