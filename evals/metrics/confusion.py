"""Who is taken for whom: the confusion table behind voice accuracy."""

from __future__ import annotations

from evals.metrics.voices import credited_to, spoken_by
from evals.view import Looked, View


def confusions(view: View) -> tuple[tuple[str, str], ...]:
    """(what speaks, what is named) for every citation whose words stand in some essay.

    Who speaks is "author", "quoted", "uncertain", "several" or "heading"; who is named is "right"
    or, where the name is wrong, "author" or "quoted" (somebody else of the same essay), "other"
    (a voice of another essay), "stranger" (a voice of none) or "nobody".
    """
    return tuple(_confusion(view, looked) for looked in view.citations if looked.home is not None)


def _confusion(view: View, looked: Looked) -> tuple[str, str]:
    roles = {voice.role if voice else "heading" for voice in looked.speakers}
    speaks = next(iter(roles)) if len(looked.speakers) == 1 else "several"
    named = looked.cited.voice
    if spoken_by(looked) == {credited_to(looked)}:
        return speaks, "right"
    if named is None:
        return speaks, "nobody"
    here = {
        sentence.voice.name: sentence.voice.role
        for essay in view.stored.debate.essays
        if looked.home and essay.slug == looked.home.essay
        for sentence in essay.sentences
    }
    if named in here:
        return speaks, here[named]
    return speaks, "other" if named in view.stored.voice_names else "stranger"
