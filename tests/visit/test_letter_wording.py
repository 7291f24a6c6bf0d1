"""One line of an author's words is the same whatever stands beside them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from inspector_app.visit.letter_wording import one_line


@given(
    st.text(
        st.characters(max_codepoint=0x2100, exclude_categories=["Mn", "Cs"]) | st.sampled_from(" \t\n\x1c\x0b"),
        max_size=12,
    )
)
def test_words_are_one_line_alone_as_between_others(text: str) -> None:
    assert one_line(f"é {text} é") == one_line(f"é {one_line(text)} é")
    assert not one_line(text).startswith(" ") and not one_line(text).endswith(" ")
