"""`python -m sample_claims --seed 7 --out DIR [--count N]`: write a set of sample documents with their truth."""

from __future__ import annotations

from pathlib import Path

import click

from sample_claims.generating import generate


@click.command()
@click.option(
    "--seed", type=int, default=1, show_default=True, help="Another seed: other people, numbers and wordings."
)
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="The folder to write into."
)
@click.option("--count", type=click.IntRange(min=1), help="How many documents; without it, one whole set.")
def main(seed: int, out: Path, count: int | None) -> None:
    """Write sample claims: documents, the truth beside each, and a policy register that fits."""
    cases = generate(seed, out, count)
    click.echo(f"{len(cases)} documents written")


if __name__ == "__main__":
    main()
