"""Tables: rows complete and in order, however the columns are parted, and nothing below the table taken for a row."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from texts import assert_stands, material_of, values_of

from pipelines.extracting import read_exact
from pipelines.extracting.labels import read_labels

TWO = {
    "items[0].description": "Anchor", "items[0].quantity": 1, "items[0].amount": "40.00",
    "items[1].description": "Fender", "items[1].quantity": 4, "items[1].amount": "120.00",
}  # fmt: skip
WITNESSES = {
    "witnesses[0].name": "Ada Lorn", "witnesses[0].phone": "+15035550142",
    "witnesses[1].name": "Bo Trask", "witnesses[1].phone": "+15035550143",
}  # fmt: skip


def read(text: str) -> dict[str, object]:
    material = material_of(text)
    found = read_labels(material.documents[0], material)
    assert_stands(found.readings, *material.documents)
    return dict(values_of(found.readings))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Damaged items\nDescription   Qty   Amount\nAnchor        1     $40.00\nFender        4     $120.00\n",
            id="aligned",
        ),
        pytest.param("Item | Qty | Amount\nAnchor | 1 | $40.00\nFender | 4 | $120.00\n", id="ruled"),
        pytest.param(
            "| Item | Qty | Amount |\n| Anchor | 1 | $40.00 |\n| Fender | 4 | $120.00 |\n", id="ruled all round"
        ),
        pytest.param("Item\tQty\tAmount\nAnchor\t1\t$40.00\nFender\t4\t$120.00\n", id="tabs"),
        pytest.param(
            "Damaged items\nDescription       Qty       Amount\n                  (no.)     (USD)\n"
            "Anchor            1         $40.00\nFender            4         $120.00\n",
            id="a head of two lines",
        ),
        pytest.param(
            "Description       Qty    Amount\nAnchor            1      $40.00\n\nFender            4      $120.00\n",
            id="a blank line between rows",
        ),
        pytest.param(
            "Amount      Qty     Description\n$40.00      1       Anchor\n$120.00     4       Fender\n",
            id="other order",
        ),
        pytest.param(
            "Description       Qty    Amount\nAnchor            1      $40.00\nFender            4      $120.00\n"
            "Total                    $160.00\n",
            id="a total ends it",
        ),
        pytest.param(
            "Description       Qty    Amount\nAnchor            1      $40.00\nFender            4      $120.00\n"
            "Grand total       5      $160.00\n",
            id="a grand total in the columns ends it",
        ),
    ],
)
def test_rows_complete_and_in_order(text: str) -> None:
    assert read(text) == TWO


def test_a_label_of_the_claim_itself_ends_a_table() -> None:
    rows = "Anchor         1      $40.00\nFender         4      $120.00\n"
    text = f"Description    Qty    Amount\n{rows}Date of loss   4 May 2026\n"
    assert read(text) == TWO | {"date_of_loss": "2026-05-04"}


def test_what_follows_after_two_blank_lines_is_no_row() -> None:
    text = "Description    Qty    Amount\nAnchor         1      $40.00\n\n\n\nFender         4      $120.00\n"
    assert set(read(text)) == {"items[0].description", "items[0].quantity", "items[0].amount"}


def test_a_blank_cell_leaves_its_column_alone() -> None:
    text = "Description    Qty    Amount\nAnchor                $40.00\nFender         4      $120.00\n"
    assert read(text) == {path: value for path, value in TWO.items() if path != "items[0].quantity"}


def test_a_row_without_its_shaped_value_does_not_end_the_table() -> None:
    text = (
        "Witnesses\nName            Phone\nAda Lorn        (503) 555-0142\nBo Trask\nCy Moor         (503) 555-0144\n"
    )
    values = read(text)
    assert [values[f"witnesses[{row}].name"] for row in range(3)] == ["Ada Lorn", "Bo Trask", "Cy Moor"]


def test_a_head_whose_first_column_stands_on_its_second_line_invents_nothing() -> None:
    text = (
        "Damaged items\n                  Qty       Amount\nDescription       (no.)     (USD)\n"
        "Anchor            1         $40.00\nFender            4         $120.00\n"
    )
    assert read(text).items() <= TWO.items()


def test_two_tables_of_one_list_go_on_counting() -> None:
    head = "Description    Qty    Amount\n"
    assert read(f"{head}Anchor         1      $40.00\n\n\n\n{head}Fender         4      $120.00\n") == TWO


def test_tables_of_two_lists_do_not_mix() -> None:
    text = (
        "Damaged items\nDescription    Qty    Amount\nAnchor         1      $40.00\nFender         4      $120.00\n\n"
        "Witnesses\nName           Phone\nAda Lorn       (503) 555-0142\nBo Trask       (503) 555-0143\n"
    )
    assert read(text) == TWO | WITNESSES


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["Anchor", "Blue fender", "Tiller arm", "Bilge pump 12 V", "Rope"]),
        st.integers(1, 99),
        st.integers(1, 999_999).map(lambda cents: f"{cents // 100}.{cents % 100:02d}"),
    ),
    min_size=1,
    max_size=6,
)


@settings(deadline=None, max_examples=40)
@given(ROWS, st.booleans(), st.integers(18, 30), st.integers(6, 14))
def test_any_table_comes_back_as_it_was_written(
    rows: list[tuple[str, int, str]], ruled: bool, first: int, second: int
) -> None:
    def line(*cells: str) -> str:
        return " | ".join(cells) if ruled else f"{cells[0]:<{first}}{cells[1]:<{second}}{cells[2]}"

    text = "\n".join([line("Description", "Qty", "Amount"), *(line(a, str(b), f"${c}") for a, b, c in rows), ""])
    expected = {
        f"items[{n}].{name}": value
        for n, row in enumerate(rows)
        for name, value in zip(("description", "quantity", "amount"), row, strict=True)
    }
    material = material_of(text)
    assert values_of(r for r in read_exact(material).readings if r.path.startswith("items[")) == expected
