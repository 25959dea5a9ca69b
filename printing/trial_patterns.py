"""Pictures for the test slip: a ruler, and shades that show dead dots and pale ones."""

from functools import lru_cache

from PIL import Image, ImageDraw

SHADES = (12, 25, 50, 75, 100)  # per cent of the dots are ink

_MM_DOTS = 8  # 203 dpi
_TICKS = ((10, 32), (5, 22), (1, 14))  # every so many mm, so many dots high
_BAND = 24  # dots high
_BAYER = ((0, 8, 2, 10), (12, 4, 14, 6), (3, 11, 1, 9), (15, 7, 13, 5))


@lru_cache(maxsize=4)
def ruler(dots: int) -> Image.Image:
    """Ticks over the whole width; the first and the last dot of the paper are ink."""
    picture = Image.new("1", (dots, 40), 0)
    draw = ImageDraw.Draw(picture)
    draw.line((0, 0, dots - 1, 0), fill=1)
    for at in range(0, dots, _MM_DOTS):
        millimetres = at // _MM_DOTS
        height = next(high for every, high in _TICKS if millimetres % every == 0)
        draw.line((at, 0, at, height), fill=1)
    draw.line((dots - 1, 0, dots - 1, 39), fill=1)
    return picture


@lru_cache(maxsize=4)
def density(dots: int) -> Image.Image:
    """A band for every shade, each over the whole width: a dead dot is a white line."""
    picture = Image.new("1", (dots, _BAND * len(SHADES)), 0)
    for band, shade in enumerate(SHADES):
        for y in range(band * _BAND, (band + 1) * _BAND):
            for x in range(dots):
                if _BAYER[y % 4][x % 4] * 100 < shade * 16:
                    picture.putpixel((x, y), 1)
    return picture
