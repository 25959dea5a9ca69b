"""Who a printer says it is: GS I, the maker's and the model's name.

Source: Epson ESC/POS command reference, GS I (functions 66 and 67): the answer begins
with 5Fh and ends with NUL. Asked on a connection of its own, for its letters look like
answers to GS r.
"""

from drivers.transport.line import Deadline, HungUp, Silent, Transport

MAKER, MODEL = b"\x1dI\x42", b"\x1dI\x43"
HEADER, END = b"\x5f", b"\x00"
LONGEST_BYTES = 82  # of one answer


def ask_names(line: Transport, deadline: Deadline) -> str:
    """Ask and wait; "" if it does not say, or not in time."""
    names = (_ask(line, question, deadline) for question in (MAKER, MODEL))
    return " ".join(name for name in names if name)


def _ask(line: Transport, question: bytes, deadline: Deadline) -> str:
    heard = b""
    try:
        line.send(question, deadline)
        while not _ends(heard) and (data := line.receive(deadline)):
            heard += data
    except (HungUp, Silent):
        return ""
    return name_in(heard)


def _ends(heard: bytes) -> bool:
    return END in heard.partition(HEADER)[2] or len(heard) > LONGEST_BYTES


def name_in(heard: bytes) -> str:
    """The name that stands between header and NUL; "" if there is none. Pure."""
    _, header, rest = heard.partition(HEADER)
    name, end, _ = rest.partition(END)
    if not header or not end or len(name) > LONGEST_BYTES:
        return ""
    return "".join(chr(byte) for byte in name if 0x20 <= byte < 0x7F).strip()
