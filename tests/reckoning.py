"""OpenCV's larger sums beside NumPy's, with libraries that stand for those of wheels.

`python -m tests.reckoning PICTURE LIBRARY...`, in a process of its own: of libraries of
one name the first is used. The picture is in AVIF, which nobody reads there.
"""

import ctypes
import os
import sys
from collections.abc import Iterator
from typing import Any, Literal

import numpy as np
import pytest
from numpy.typing import NDArray

Numbers = NDArray[Any]
Kind = Literal["float32", "float64"]
SIDE = 150  # more than OpenCV reckons without LAPACK


def sums(cv2: Any, number: Kind) -> Iterator[tuple[Numbers, Numbers]]:
    """What OpenCV finds, and what it is."""
    chance = np.random.default_rng(7)
    a: Numbers = (chance.random((SIDE, SIDE)) + 20 * np.eye(SIDE)).astype(number)
    b: Numbers = chance.random((SIDE, 3)).astype(number)
    tall: Numbers = chance.random((SIDE + 30, SIDE)).astype(number)
    yield cv2.gemm(tall, a, 0.5, tall, 2.0), 0.5 * tall @ a + 2 * tall
    for how in (cv2.DECOMP_LU, cv2.DECOMP_QR, cv2.DECOMP_SVD):
        yield cv2.solve(a, b, flags=how)[1], np.linalg.solve(a, b)
    square = a @ a.T
    yield (
        cv2.solve(square, b, flags=cv2.DECOMP_CHOLESKY)[1],
        np.linalg.solve(square, b),
    )
    yield cv2.invert(a)[1], np.linalg.inv(a)
    turned = np.roll(a / 20, 1, axis=0)  # whose pivots are all elsewhere
    yield np.array(cv2.determinant(turned)), np.array(np.linalg.det(turned))
    w, u, vt = cv2.SVDecomp(tall)
    yield w[:, 0], np.linalg.svd(tall, compute_uv=False)
    yield u * w[:, 0] @ vt, tall
    pairs = np.stack([tall, tall[::-1]], -1)
    mixed = tall + 1j * tall[::-1]
    found = cv2.gemm(pairs, pairs, 1.0, None, 0.0, flags=cv2.GEMM_2_T)
    yield found[..., 0] + 1j * found[..., 1], mixed @ mixed.T


def sums_nobody_asks_for(blas: Any, number: Kind) -> Iterator[tuple[Numbers, Numbers]]:
    """What OpenCV links to as well, asked as it would ask."""
    letter = "s" if number == "float32" else "d"
    chance = np.random.default_rng(8)
    a: Numbers = (chance.random((SIDE, SIDE)) + 20 * np.eye(SIDE)).astype(number)
    square = a @ a.T
    found = square.copy()
    _ask(blas, f"{letter}potrf_", b"U", SIDE, found, SIDE)
    yield np.tril(found), np.linalg.cholesky(square)
    tau: Numbers = np.zeros(SIDE, number)
    work: Numbers = np.zeros(99 * SIDE, number)
    found = a.T.copy()
    _ask(blas, f"{letter}geqrf_", SIDE, SIDE, found, SIDE, tau, work, work.size)
    yield from zip((found, tau), np.linalg.qr(a, mode="raw"), strict=True)
    if letter == "d":
        real, imaginary, none = np.zeros(SIDE), np.zeros(SIDE), np.zeros(1)
        about = (real, imaginary, none, 1, none, 1, work, work.size)
        _ask(blas, "dgeev_", b"N", b"N", SIDE, a.T.copy(), SIDE, *about)
        yield np.sort(real), np.sort(np.linalg.eigvals(a).real)


def _ask(blas: Any, name: str, *arguments: bytes | int | Numbers) -> None:
    told = ctypes.c_int32(-99)
    given = [
        one.ctypes
        if isinstance(one, np.ndarray)
        else one
        if isinstance(one, bytes)
        else ctypes.byref(ctypes.c_int32(one))
        for one in arguments
    ]
    getattr(blas, name)(*given, ctypes.byref(told))
    assert told.value == 0


def main(picture: str, *paths: str) -> None:
    """Compare them all, then ask for pictures that are not to be had."""
    libraries = [ctypes.CDLL(path) for path in paths]
    # So that the linker tells of what is asked for, not of what might be.
    sys.setdlopenflags(os.RTLD_LAZY)
    import cv2

    kinds: list[tuple[Kind, float]] = [("float32", 1e-2), ("float64", 1e-8)]
    for number, within in kinds:
        asked = [*sums(cv2, number), *sums_nobody_asks_for(libraries[0], number)]
        for found, true in asked:
            np.testing.assert_allclose(found, true, rtol=within, atol=within)
    assert cv2.imread(picture) is None
    assert not cv2.imencode(".avif", np.zeros((64, 64, 3), np.uint8))[0]
    from PIL import ImageGrab

    with pytest.raises(OSError, match="X connection failed"):
        ImageGrab.grab(xdisplay=":0")


if __name__ == "__main__":
    main(*sys.argv[1:])
