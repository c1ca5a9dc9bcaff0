"""What counts as the same quotation: the quick way and the one with offsets agree."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from evals.folding import fold, fold_with_offsets

ODD = (
    "ab A.!—\n\t\u00a0\u200b’“\"'`\u2033\u00e9\u0301\u0308"
    "\ufb01\u00ad\u1100\u1161\x1c\u2028\u3000😀"
)


@given(st.text(st.sampled_from(ODD), max_size=12))
def test_folding_with_and_without_offsets_agree(text: str) -> None:
    assert fold(text) == fold_with_offsets(text).text


def test_marks_spaces_and_forms_fold_and_letters_do_not() -> None:
    assert fold(" “It’s\u00a0a\u200b \n ﬁne day” ") == "'It's a fine day'"
    assert fold("Customer") != fold("customer")
    assert fold("one, two") != fold("one two")
