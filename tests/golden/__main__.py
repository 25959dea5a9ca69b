"""`python -m tests.golden`: draw the pictures anew."""

from tests.golden import DOCUMENTS, FOLDER, picture_of


def main() -> None:
    for name in DOCUMENTS:
        picture_of(name).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
