"""What comes in as JSON, whoever wrote it: what is refused, what is mended, and that nothing else is touched."""

from __future__ import annotations

import copy
import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from professor_lock.errors import BadInput, MalformedRequest
from professor_lock.protocol.incoming import LARGEST, MAX_DEPTH, MAX_VALUES, checked, checked_text, read_json

PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-LARGEST, LARGEST)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")), inner, max_size=4
        )
    ),
    max_leaves=30,
)


@given(PLAIN)
def test_what_can_be_stored_comes_through_untouched(value):
    assert checked(copy.deepcopy(value)) == value
    assert read_json(json.dumps(value)) == value


@given(
    st.recursive(st.text(), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3))
)
def test_whatever_comes_through_can_be_written_as_utf8_and_has_no_nul(value):
    try:
        written = json.dumps(read_json(json.dumps(value)), ensure_ascii=False)
    except BadInput:
        return
    assert b"\x00" not in written.encode()


NUL = ["a\x00b", "\x00", {"a\x00": 1}, ["x", ["y", {"z": "\x00"}]]]
TOO_LARGE = [LARGEST + 1, -LARGEST - 2, 10**400, [1, {"a": 10**30}]]


@pytest.mark.parametrize("value", NUL + TOO_LARGE)
def test_what_nothing_can_hold_is_refused(value):
    with pytest.raises(BadInput):
        checked(copy.deepcopy(value))
    with pytest.raises(BadInput):
        read_json(json.dumps(value))


@pytest.mark.parametrize("text", ["1e999", "-1e999", '{"a": [1e400]}'])
def test_a_number_without_end_is_refused(text):
    with pytest.raises(BadInput):
        read_json(text)


@pytest.mark.parametrize(
    "text", ["", "{", "NaN", "[Infinity]", "-Infinity", "[" * 100_000, b"\xff", "9" * 100_000, "\x00"]
)
def test_what_is_no_json_is_malformed(text):
    with pytest.raises(MalformedRequest):
        read_json(text)


@pytest.mark.parametrize(
    ("half", "whole"),
    [("a\ud83cb", "a\ufffdb"), ("\udfff", "\ufffd"), ("\ud83c\udfc0", "\ufffd\ufffd"), ("🏀\ud83c", "🏀\ufffd")],
)
def test_half_of_a_pair_is_replaced_wherever_it_is(half, whole):
    assert checked_text(half) == whole
    assert checked({half: [half, {"deep": half}]}) == {whole: [whole, {"deep": whole}]}


def test_a_pair_that_is_whole_stays_as_it_is():
    assert read_json('{"a": "\\ud83c\\udfc0"}') == {"a": "🏀"}
    assert read_json('{"a": "\\ud83c x"}') == {"a": "\ufffd x"}


def test_depth_and_number_of_values_are_bounded():
    deep: Any = 1
    for _ in range(MAX_DEPTH - 1):
        deep = [deep]
    assert checked(deep) == deep
    with pytest.raises(BadInput):
        checked([[[deep]]])
    assert len(checked([0] * (MAX_VALUES - 1))) == MAX_VALUES - 1
    with pytest.raises(BadInput):
        checked([0] * (MAX_VALUES + 1))


def test_the_largest_body_is_checked_in_no_time():
    body = json.dumps([["x" * 10] * 20] * 3_000 + ["é" * 100_000])
    began = time.process_time()
    with pytest.raises(BadInput):
        read_json(body)
    assert time.process_time() - began < 1.0
