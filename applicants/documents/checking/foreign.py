"""What has no business inside any file: web pages, scripts, programs, archives, whatever they are called."""

import re

# The anti-virus industry's test file, in two parts so that this file is not one.
EICAR_MARK = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + EICAR_MARK + b"!$H+H*"
# What a browser or a server would run, and how programs and archives begin. All are so long that packed bytes
# do not spell them by chance.
TAGS = re.compile(rb"<\?php|<script|<!doctype html|<iframe|<html[\s>/]", re.IGNORECASE)
BEGINNINGS = (
    *(b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    *(b"MZ\x90\0\x03\0\0\0", b"This program cannot be run in DOS mode", b"\x7fELF\x02\x01\x01\0"),
)
# Shorter signs, which only a picture's remarks are searched for; in small letters.
CODE = (
    *(b"<?php", b"<?=`", b"<?=$", b"<script", b"<svg", b"<html", b"<body", b"<img", b"<iframe", b"<embed"),
    *(b"<object", b"<details", b"<video", b"<audio", b"onerror=", b"onload=", b"ontoggle=", b"javascript:"),
    *(b"eval(", b"base64_decode", b"<%eval", b"<%@ page", b"<%@page", b".getruntime(", b"#!/bin/"),
    *(b"#!/usr/", b"powershell", b"cmd.exe"),
    *(b"this program cannot be run", b"mz\x90\0\x03", b"%pdf-1", b"pk\x03\x04", b"\x7felf", b"{\\rtf1"),
    *(b"rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    *(b"\xca\xfe\xba\xbe\0\0\0", b"l\0\0\0\x01\x14\x02\0"),
)
# How archives begin that are too short to be searched for: gzip, bzip2, xz, Zstandard, cabinet, WebAssembly.
PACKED = (b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\0", b"(\xb5/\xfd", b"MSCF\0", b"\0asm")


def is_foreign(content: bytes) -> bool:
    return bool(TAGS.search(content)) or any(start in content for start in BEGINNINGS)


def has_code(text: bytes) -> bool:
    """Whether remarks hold code, in wide letters too, or are an archive."""
    lower = text.lower()
    letters = [lower, lower.replace(b"\0", b"")] if b"\0" in lower else [lower]
    return text.startswith(PACKED) or any(code in each for each in letters for code in CODE)
