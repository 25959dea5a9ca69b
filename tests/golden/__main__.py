"""`python -m tests.golden`: draw the pictures anew."""

from tests.golden import FOLDER, PICTURES, picture_of


def main() -> None:
    for name in PICTURES:
        picture_of(name).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
