"""The text of a PDF that Qt has written, as a reader's "select all" gives it: by its ToUnicode maps
(ISO 32000-1, 9.10.3)."""

import re
import zlib

_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
_STREAM = re.compile(rb"stream\n(.*)\nendstream", re.DOTALL)
_SHOWN = re.compile(rb"/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>")


def text_of_pdf(data):
    """Page by page, without what is between the lines."""
    objects = dict(_OBJECT.findall(data))
    fonts = {}
    for name, number in re.findall(rb"/(F\d+) (\d+) 0 R", data):
        (where,) = re.findall(rb"/ToUnicode (\d+) 0 R", objects[number])
        fonts[name] = _map(_content(objects[where]))
    return [_page(_content(objects[number]), fonts) for number in _contents(objects)]


def fonts_are_embedded(data):
    """Whether each font's program is in the file."""
    described = re.findall(rb"/Type /FontDescriptor.*?>>", data, re.DOTALL)
    return bool(described) and all(b"/FontFile" in each for each in described)


def _contents(objects):
    pages = (each for each in objects.values() if re.search(rb"/Type /Page\b", each))
    return [re.search(rb"/Contents (\d+) 0 R", each)[1] for each in pages]


def _content(body):
    raw = _STREAM.search(body)[1]
    return zlib.decompress(raw) if b"/FlateDecode" in body else raw


def _map(content):
    """Its ranges, a line each. Qt tells a blank as a tab."""
    found = {}
    for start, end, to in re.findall(rb"(?m)^<(\w{4})> <(\w{4})> (.*)$", content):
        row = re.findall(rb"<(\w+)>", to)
        for at in range(int(end, 16) - int(start, 16) + 1):
            unit = int(row[at], 16) if len(row) > 1 else int(row[0], 16) + at
            found[int(start, 16) + at] = " " if unit == 9 else chr(unit)
    return found


def _page(content, fonts):
    text, font = [], {}
    for name, shown in _SHOWN.findall(content):
        if name:
            font = fonts[name]
        else:
            codes = (int(shown[at : at + 4], 16) for at in range(0, len(shown), 4))
            text.append("".join(font.get(code, "\ufffd") for code in codes))
    return "".join(text)
