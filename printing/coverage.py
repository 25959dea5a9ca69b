"""How many characters the fonts of this machine draw: `python -m printing.coverage`.

GB 18030-2022, implementation level 3, has 87,887 Chinese characters: its table of
ranges is the first eight lines here, and they add up to that number.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from printing.fonts import chain, font_for

_COMPATIBLE = "﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩"  # unified, though in the compatibility block


@dataclass(frozen=True, slots=True)
class Block:
    """Some characters under the name that standards give them."""

    name: str
    characters: str = ""
    is_chinese: bool = True  # counted by level 3


@dataclass(frozen=True, slots=True)
class Covered:
    """How many of a block are drawn, and which are not."""

    block: Block
    by_font: dict[str, int]
    missing: str

    @property
    def drawn(self) -> int:
        return sum(self.by_font.values())


def blocks() -> tuple[Block, ...]:
    """GB 18030-2022, and then what is younger than it."""
    return (
        Block("CJK Unified Ideographs", _between(0x4E00, 0x9FEF)),
        Block("compatibility, unified", _COMPATIBLE),
        Block("Extension A", _between(0x3400, 0x4DB5)),
        Block("Extension B", _between(0x20000, 0x2A6D6)),
        Block("Extension C", _between(0x2A700, 0x2B734)),
        Block("Extension D", _between(0x2B740, 0x2B81D)),
        Block("Extension E", _between(0x2B820, 0x2CEA1)),
        Block("Extension F", _between(0x2CEB0, 0x2EBE0)),
        Block("Kangxi radicals", _between(0x2F00, 0x2FD5), is_chinese=False),
        Block("other two-byte characters", _two_bytes(), is_chinese=False),
        Block("younger: 9FF0-9FFF", _between(0x9FF0, 0x9FFF), is_chinese=False),
        Block("younger: Extension G", _between(0x30000, 0x3134A), is_chinese=False),
        Block("younger: Extension H", _between(0x31350, 0x323AF), is_chinese=False),
    )


def covered(block: Block) -> Covered:
    """Ask the chain about every character of a block."""
    by_font: dict[str, int] = {}
    missing = []
    for character in block.characters:
        font = font_for.__wrapped__(character)
        if font is None:
            missing.append(character)
        else:
            by_font[font.name] = by_font.get(font.name, 0) + 1
    return Covered(block, by_font, "".join(missing))


def table(found: Iterable[Covered]) -> Iterator[str]:
    """The lines of a Markdown table."""
    names = [font.name for font in chain()]
    yield f"| block | characters | drawn | {' | '.join(names)} |"
    yield "|---|" + "---:|" * (len(names) + 2)
    for one in found:
        numbers = [len(one.block.characters), one.drawn]
        numbers += [one.by_font.get(name, 0) for name in names]
        cells = " | ".join(f"{number:,}" for number in numbers)
        yield f"| {one.block.name} | {cells} |"


def main() -> None:
    found = [covered(block) for block in blocks()]
    for line in table(found):
        print(line)
    chinese = [one for one in found if one.block.is_chinese]
    drawn = sum(one.drawn for one in chinese)
    total = sum(len(one.block.characters) for one in chinese)
    print(f"\nGB 18030-2022 level 3: {drawn:,} of {total:,} Chinese characters.")


def _between(first: int, last: int) -> str:
    return "".join(map(chr, range(first, last + 1)))


def _two_bytes() -> str:
    """Letters and signs that GB 18030 writes in two bytes, no Chinese characters."""
    return "".join(
        character
        for character in _between(0x80, 0xFFEF)
        if unicodedata.category(character) not in ("Cs", "Co", "Cn")
        and not unicodedata.name(character, "").startswith("CJK UNIFIED")
        and len(character.encode("gb18030")) == 2
    )


if __name__ == "__main__":
    main()
