#!/usr/bin/env python3
"""Draws the icon of the packages: Debye-Scherrer rings around a beam stop. Usage: icon.py icon.png"""
import math
import struct
import sys
import zlib

SIZE = 128
BACKGROUND = (16, 26, 51)
GLOW = (255, 214, 140)
# Rock salt, at small angles: h² + k² + l² and strength of its first reflections; a ring's radius goes with the root.
REFLECTIONS = ((3, 0.35), (4, 1.0), (8, 0.75), (12, 0.4), (16, 0.3), (20, 0.45))
RINGS = tuple((12.5 * math.sqrt(sum_of_squares), strength) for sum_of_squares, strength in REFLECTIONS)
STOP = 7.0  # radius of the beam stop, pixels
CORNER = 22.0  # radius of the rounded corners, pixels


def brightness(radius: float) -> float:
    if radius < STOP:
        return 0.0
    halo = 0.30 * math.exp(-((radius - STOP) / 9.0) ** 2)
    return min(1.0, halo + sum(strength * math.exp(-((radius - ring) / 1.3) ** 2) for ring, strength in RINGS))


def coverage(x: float, y: float) -> float:
    """1 inside the rounded square, 0 outside, a soft edge of one pixel."""
    half = SIZE / 2 - CORNER
    distance = math.hypot(max(abs(x) - half, 0.0), max(abs(y) - half, 0.0)) - CORNER
    return min(1.0, max(0.0, 0.5 - distance))


def pixel(column: int, row: int) -> bytes:
    x, y = column + 0.5 - SIZE / 2, row + 0.5 - SIZE / 2
    light = brightness(math.hypot(x, y))
    colour = (round(dark + (bright - dark) * light) for dark, bright in zip(BACKGROUND, GLOW))
    return bytes((*colour, round(255 * coverage(x, y))))


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def main() -> None:
    rows = b"".join(b"\0" + b"".join(pixel(column, row) for column in range(SIZE)) for row in range(SIZE))
    with open(sys.argv[1], "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n")
        file.write(chunk(b"IHDR", struct.pack(">IIBBBBB", SIZE, SIZE, 8, 6, 0, 0, 0)))
        file.write(chunk(b"IDAT", zlib.compress(rows, 9)))
        file.write(chunk(b"IEND", b""))


main()
