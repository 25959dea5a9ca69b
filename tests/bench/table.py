"""Figures as an aligned table, for the terminal and for the documentation."""

from collections.abc import Iterable, Sequence

from tests.bench.figure import Figure

HEADINGS = ("figure", "ours", "n", "peer or limit", "ratio", "aim", "met?")


def table(figures: Iterable[Figure]) -> str:
    """The table as text that is also Markdown."""
    rows = [HEADINGS, *(_cells(figure) for figure in figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    rule = "|".join(["", *("-" * (width + 2) for width in widths), ""])
    heading, *body = [_line(row, widths) for row in rows]
    return "\n".join([heading, rule, *body])


def _cells(figure: Figure) -> tuple[str, ...]:
    peer = f"{figure.peer} {figure.peer_name}" if figure.peer else "-"
    ratio = f"{figure.ratio:.2f}" if figure.ratio is not None else "-"
    aim = str(figure.aim or "-")
    count = str(len(figure.ours.runs))
    return figure.name, str(figure.ours), count, peer, ratio, aim, figure.verdict


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return f"| {' | '.join(padded)} |"
