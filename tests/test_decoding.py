"""Reading QR codes: the bytes come out as they went in, whatever they mean."""

from collections.abc import Iterator

import numpy as np
import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.camera.decoding import QrDecoder
from drivers.camera.in_view import InView
from drivers.camera.qr_engines import Engine, Engines, Seen
from drivers.sim.phone import dark_mode, qr_picture

NAMES = [
    "一",
    "张三",
    "你好二维码",
    "医保电子凭证",
    "欧阳修·买买提",
    "℃①￥",
    "𠮷野家",
    "𬱖㝄䶮",
    "姓名：李雷，科室：心内科",
    "plain ASCII 0123",
]


@pytest.fixture
def decoder() -> Iterator[QrDecoder]:
    with QrDecoder() as decoder:
        yield decoder


@pytest.fixture
def engines() -> Iterator[Engines]:
    engines = Engines()
    yield engines
    engines.close()


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("name", NAMES)
def test_chinese_text_arrives_byte_for_byte(
    decoder: QrDecoder, name: str, encoding: str
) -> None:
    payload = name.encode(encoding)
    assert decoder.decode(qr_picture(payload)) == [payload]


@pytest.mark.parametrize("name", NAMES)
def test_a_phone_in_dark_mode_is_read_too(decoder: QrDecoder, name: str) -> None:
    assert decoder.decode(dark_mode(qr_picture(name))) == [name.encode()]


@pytest.mark.parametrize("engine", Engine)
@pytest.mark.parametrize("name", NAMES)
def test_each_engine_alone_delivers_bytes_also_from_dark_screens(
    engines: Engines, engine: Engine, name: str
) -> None:
    payload = name.encode("gb18030")
    for picture in (qr_picture(payload), dark_mode(qr_picture(payload))):
        assert engines.read(engine, picture).codes == (payload,)


@pytest.mark.parametrize("engine", Engine)
def test_an_engine_looks_at_nothing_and_sees_nothing(
    engines: Engines, engine: Engine
) -> None:
    assert engines.read(engine, np.zeros((0, 7), np.uint8)) == Seen()


@pytest.mark.parametrize("version", ["m1", "m2", "m3", "m4"])
def test_a_micro_qr_code_is_not_read_for_it_may_be_half_of_another(
    decoder: QrDecoder, version: str
) -> None:
    code = segno.make("21258", version=version)
    modules = np.array([list(row) for row in code.matrix], np.uint8)
    picture = 255 * (1 - np.pad(modules, 4)).repeat(8, axis=0).repeat(8, axis=1)
    assert decoder.decode(picture) == []


@given(payload=st.binary(min_size=1, max_size=60))
@settings(max_examples=40, deadline=None)
def test_any_bytes_arrive_byte_for_byte(payload: bytes) -> None:
    with QrDecoder() as decoder:
        assert decoder.decode(qr_picture(payload)) == [payload]


@pytest.mark.parametrize("shade", [0, 128, 255])
def test_a_blank_frame_shows_nothing(decoder: QrDecoder, shade: int) -> None:
    assert decoder.decode(np.full((720, 1280), shade, np.uint8)) == []


@pytest.mark.parametrize("shape", [(0, 0), (1, 1), (3, 4000)])
def test_a_frame_of_odd_size_shows_nothing(
    decoder: QrDecoder, shape: tuple[int, int]
) -> None:
    assert decoder.decode(np.zeros(shape, np.uint8)) == []


def test_two_codes_in_one_frame_are_both_read(decoder: QrDecoder) -> None:
    pair = np.hstack([qr_picture("left-1"), qr_picture("right")])
    assert sorted(decoder.decode(pair)) == [b"left-1", b"right"]


def test_the_same_code_twice_in_one_frame_counts_once(decoder: QrDecoder) -> None:
    picture = qr_picture("twice")
    assert decoder.decode(np.hstack([picture, picture])) == [b"twice"]


def test_a_view_into_a_larger_frame_is_read_too(decoder: QrDecoder) -> None:
    frame = np.full((500, 800), 200, np.uint8)
    picture = qr_picture("a part of it")
    height, width = picture.shape
    frame[50 : 50 + height, 300 : 300 + width] = picture
    assert decoder.decode(frame[20:450, 250:750]) == [b"a part of it"]


def test_a_colour_picture_is_refused(decoder: QrDecoder) -> None:
    with pytest.raises(ValueError, match="grey"):
        decoder.decode(np.zeros((10, 10, 3), np.uint8))


def test_a_decoder_may_be_closed_twice() -> None:
    decoder = QrDecoder()
    decoder.close()
    decoder.close()


def test_a_code_in_view_is_not_repeated_at_every_look() -> None:
    in_view = InView()
    assert in_view.see([b"a"], now=0.0) == [b"a"]
    assert all(in_view.see([b"a"], now=0.1 * look) == [] for look in range(1, 15))


def test_a_code_missed_by_some_looks_is_not_news_again() -> None:
    in_view = InView()
    in_view.see([b"a"], now=0.0)
    in_view.see([], now=0.5)
    assert in_view.see([b"a"], now=0.9) == []


def test_who_keeps_holding_up_a_code_is_heard_again() -> None:
    in_view = InView()
    in_view.see([b"a"], now=0.0)
    assert in_view.see([b"a"], now=1.5) == [b"a"]


def test_each_code_has_its_own_time() -> None:
    in_view = InView()
    in_view.see([b"a"], now=0.0)
    assert in_view.see([b"a", b"b"], now=1.0) == [b"b"]
    assert in_view.see([b"a", b"b"], now=1.6) == [b"a"]
