"""`python -m tests.faces`: draw the pictures anew."""

from kiosk.app.gallery.states import LANDSCAPE, PORTRAIT
from tests.faces import FOLDER, drawn, faces
from tests.lobby import Lobby


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for file in FOLDER.glob("*.png"):
        file.unlink()
    for display in (PORTRAIT, LANDSCAPE):
        with Lobby(display) as lobby:
            for face in faces(display):
                drawn(lobby, face).save(face.file, optimize=True)


if __name__ == "__main__":
    main()
