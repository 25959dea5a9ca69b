"""Phones as they are really held up, and what the kiosk reads from them."""

from functools import cache

import cv2
import numpy as np
import pytest
import zxingcpp
from numpy.typing import NDArray
from pyzbar import pyzbar

from drivers.camera.decoding import QrDecoder
from drivers.camera.qr_engines import ONLY_QR
from drivers.sim.phone_screen import HeldUp, held_up
from drivers.sim.phone_screen_lobby import empty_lobby
from drivers.sim.phone_screen_trouble import Trouble

PHONES = range(700, 706)
# What cannot be read from one frame of this set; a person would not manage either.
MISSED = {Trouble.TWO_GLARES: 1, Trouble.MOTION: 1, Trouble.CRACKED: 1}


@pytest.mark.parametrize("trouble", Trouble)
def test_a_phone_is_read_from_a_single_frame(trouble: Trouble) -> None:
    with QrDecoder() as decoder:
        read = sum(
            decoder.decode(first_frame(seed, trouble))
            == [held_up(seed, trouble).payload]
            for seed in PHONES
        )
    assert read >= len(PHONES) - MISSED.get(trouble, 0)


@pytest.mark.parametrize("trouble", Trouble)
def test_no_engine_alone_reads_what_the_kiosk_misses(trouble: Trouble) -> None:
    with QrDecoder() as decoder:
        for seed in PHONES:
            frame = first_frame(seed, trouble)
            if by_either_alone(frame):
                assert decoder.decode(frame) == [held_up(seed, trouble).payload]


@pytest.mark.parametrize("trouble", [Trouble.VERY_DIM, Trouble.MOIRE, Trouble.DEFOCUS])
def test_gb18030_arrives_byte_for_byte_through_the_slow_lanes(trouble: Trouble) -> None:
    payload = "姓名：欧阳𠮷，科室：心内科".encode("gb18030")
    with QrDecoder() as decoder:
        assert decoder.decode(HeldUp(payload, trouble, seed=3).frame()) == [payload]


def test_a_seed_is_a_frame() -> None:
    one, again = held_up(5).frame(2), held_up(5).frame(2)
    assert np.array_equal(one, again)
    assert one.shape == (720, 1280)
    assert one.dtype == np.uint8


def test_a_held_phone_moves_from_one_frame_to_the_next() -> None:
    phone = held_up(5, Trouble.CLEAN)
    assert not np.array_equal(phone.frame(0), phone.frame(1))


def test_troubles_look_different() -> None:
    frames = {held_up(9, trouble).frame().tobytes() for trouble in Trouble}
    assert len(frames) == len(Trouble)


def test_phones_show_codes_of_every_kind() -> None:
    payloads = [held_up(seed, Trouble.CLEAN).payload for seed in range(60)]
    lengths = {len(payload) for payload in payloads}
    assert {18, 28} <= lengths
    assert any(length >= 100 for length in lengths)
    assert any(not payload.isascii() for payload in payloads)


@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_read_in_an_empty_lobby(seed: int) -> None:
    with QrDecoder() as decoder:
        assert decoder.decode(empty_lobby(seed)) == []


@cache
def first_frame(seed: int, trouble: Trouble) -> NDArray[np.uint8]:
    return held_up(seed, trouble).frame()


def by_either_alone(grey: NDArray[np.uint8]) -> bool:
    cv2.setNumThreads(1)
    return bool(
        pyzbar.decode(grey, [pyzbar.ZBarSymbol.QRCODE])
        or zxingcpp.read_barcodes(grey, formats=ONLY_QR)
    )
