"""Rows of the topic `tables`, and of the agreed statements of the topic `vehicle`."""

from __future__ import annotations

from dataclasses import dataclass

from rule_rows import Row, fails, misses, passes

from pipelines.claim import Claim, Tally

TWO = {
    "losses[0].claim_number": "C-1001", "losses[0].paid": "10.00",
    "losses[1].claim_number": "C-1002", "losses[1].paid": "5.50",
}  # fmt: skip
DAY = {"date_of_loss": "2026-04-20"}
A, B = {"vehicles[0].plate": "M-AB 1234"}, {"vehicles[1].plate": "AB-123-CD"}
BOTH = {**A, **B}


@dataclass(frozen=True)
class TalliedRow(Row):
    """A row whose documents state something of their tables."""

    tallies: tuple[Tally, ...] = ()

    @property
    def claim(self) -> Claim:
        return super().claim.model_copy(update={"tallies": self.tallies})


def tallied(expects: str, says: str, *tallies: Tally, faults: int = 1) -> TalliedRow:
    return TalliedRow(expects, "loss_run", TWO, says, faults, tallies=tallies)


def count(stated: str, *stretches: tuple[int, int]) -> Tally:
    return Tally(kind="count", record="losses", stated=stated, stretches=stretches or ((0, 2),))


def total(stated: str, *stretches: tuple[int, int]) -> Tally:
    return Tally(kind="sum", record="losses", column="paid", stated=stated, stretches=stretches or ((0, 2),))


def marks(row: int, numbers: str, stated: int | None = None) -> dict[str, str | int]:
    counted = {} if stated is None else {f"vehicles[{row}].circumstances_count": stated}
    return {f"vehicles[{row}].circumstances": numbers, **counted}


ROWS: dict[str, tuple[Row, ...]] = {
    "tables.shortfall": (
        tallied("pass", "", count("2")),
        tallied("pass", "", count("1", (0, 2), (0, 1))),
        tallied("fail", "the document states 3 rows, 2 were read, 1 fewer", count("3")),
        tallied("fail", "states 500 rows, 2 were read", count("500", (0, 500), (0, 2))),
        tallied("fail", "the document states 1 rows, 2 were read, 1 more", count("1")),
    ),
    "tables.sum_differs": (
        tallied("pass", "", total("15.50")),
        tallied("pass", "", total("5.50", (0, 2), (1, 2))),
        tallied("fail", "total of paid is 20.00, but the 2 rows above it add up to 15.50, 4.50 less", total("20.00")),
        tallied("fail", "5.50 more", total("10.00")),
        tallied("fail", "total of paid", total("10.00"), total("11.00"), faults=2),
    ),
    "tables.left_out": (
        tallied("pass", ""),
        tallied("fail", "one line looks like a row", Tally(kind="left_out", record="losses", stated="1")),
        tallied("fail", "2 lines look like a row", *[Tally(kind="left_out", record="losses", stated="1")] * 2),
    ),
    "tables.too_many": (
        passes("health", {f"service_lines[{row}].charge": "1.00" for row in range(6)}),
        fails("health", "7 rows were read, more than the 6",
              {f"service_lines[{row}].charge": "1.00" for row in range(7)}),
    ),
    "tables.twice": (
        passes("loss_run", TWO),
        passes("loss_run", {**TWO, "losses[1].claim_number": "C-1001"}),
        fails("loss_run", "Claim number of loss 2 stands there twice",
              {**TWO, "losses[1].claim_number": "C-1001", "losses[1].paid": "10.00"}),
        misses("loss_run"),
    ),
    "vehicle.circumstances_miscounted": (
        passes("accident_statement", {**marks(0, "8, 13", 2), **marks(1, "1")}),
        fails("accident_statement", "Vehicle A states 3 marked boxes under the circumstances, 2 were read",
              marks(0, "8, 13", 3)),
        fails("accident_statement", "1 were read (box 1)", {**A, **marks(1, "1", 2)}),
    ),
    "vehicle.circumstances_contradict": (
        passes("accident_statement", {**marks(0, "8, 13"), **marks(1, "1")}),
        fails("accident_statement", "Vehicle A marks the circumstances 12 and 13", marks(0, "12, 13")),
        fails("accident_statement", "Both columns mark circumstance 16", {**marks(0, "16"), **marks(1, "10, 16")}),
    ),
    "vehicle.statement_same_plate": (
        passes("accident_statement", BOTH),
        fails("accident_statement", "Vehicle A and vehicle B have the same registration number",
              {**A, "vehicles[1].plate": "MAB-1234"}),
    ),
    "vehicle.licence_expired": (
        passes("accident_statement", {**DAY, "vehicles[0].licence_valid_until": "2026-04-20"}),
        fails("accident_statement", "vehicle B's driver was valid until 2026-04-19",
              {**DAY, **A, "vehicles[1].licence_valid_until": "2026-04-19"}),
    ),
    "vehicle.green_card_invalid": (
        passes("accident_statement",
               {**DAY, "vehicles[0].cover_from": "2026-04-20", "vehicles[0].cover_to": "2026-04-20"}),
        fails("accident_statement", "is valid from 2026-04-21", {**DAY, "vehicles[0].cover_from": "2026-04-21"}),
        fails("accident_statement", "was valid until 2026-04-19", {**DAY, "vehicles[0].cover_to": "2026-04-19"}),
    ),
    "vehicle.unsigned": (
        passes("accident_statement", BOTH),
        passes("accident_statement", {"vehicles[0].signature": "T. Ode", "vehicles[1].signature": "L. Mor"}),
        fails("accident_statement", "Vehicle B did not sign the statement, vehicle A did",
              {**BOTH, "vehicles[0].signature": "T. Ode"}),
    ),
    "vehicle.one_column": (
        passes("accident_statement", BOTH),
        fails("accident_statement", "Only one column of the statement is filled in", A),
    ),
    "vehicle.statement_driver_age": (
        passes("accident_statement", {**DAY, "vehicles[0].driver_birthdate": "2012-04-20"}),
        fails("accident_statement", "too young to drive", {**DAY, "vehicles[0].driver_birthdate": "2012-04-21"}),
    ),
}  # fmt: skip
