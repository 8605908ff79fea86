"""The numbers of a vital sign: how each is written, and what it may be."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from aurity_desktop.domain.findings import Sign, VitalSign

_N: Final = r"(?P<n>\d{1,3}(?:\.\d+)?)"
#: Behind the number of a pulse or a respiration none of these stands.
_NOT_COUNTED: Final = (
    r"(?!\.\d| ?(?:sobre|over|/|kilos|pounds|lbs?|inches|anos|years|weeks|semanas))"
)
VALUES: Final = {
    Sign.PRESSURE: re.compile(
        r"\b(?P<n>\d{2,3}|\d \d \d) ?(?:sobre|con|over|by|/|entre|"
        r",? ?y (?:la (?:de )?)?(?:abajo|baja)(?: de| dice)?) ?(?P<m>\d{2,3})\b"
        r"(?! ?(?:centi|gramos))"
    ),
    Sign.PULSE: re.compile(rf"\b(?P<n>\d{{2,3}})\b{_NOT_COUNTED}"),
    Sign.RESPIRATION: re.compile(rf"\b(?P<n>\d{{1,2}})\b{_NOT_COUNTED}"),
    Sign.TEMPERATURE: re.compile(
        r"\b(?P<n>\d{2,3}(?:\.\d+)?)(?: (?P<d>\d|uno)\b(?! ?(?:veces|times|horas|dias|days)))?"
        r"(?: grados)?(?P<h> y medi[oa])?"
    ),
    Sign.SATURATION: re.compile(rf"\b{_N}\b"),
    Sign.WEIGHT: re.compile(
        r"\b(?P<n>\d{1,3}(?:\.\d+)?)\b(?! ?(?:/|sobre|over|%|percent|por 100|grados|"
        r"degrees))(?: ?(?P<u>kilos?|kg|kilogramos?|kilograms?|pounds?|lbs?|stone))?"
        r"(?P<h> y medi[oa]| and a half)?(?: ?(?:con|and) (?P<g>\d{3})\b(?: gramos?)?|"
        r" (?P<g2>\d{3})\b)?"
        r"(?: (?P<u2>kilos|pounds|stone))?(?: ?,? ?(?:and )?(?P<oz>\d{1,2}) ?(?:ounces?|oz)\b)?"
    ),
    Sign.HEIGHT: re.compile(
        r"\b(?:(?P<f>\d) ?(?:foot|feet|ft)(?: ?,? (?P<i>\d{1,2})\b(?P<ih> and a half)?)?|"
        r"(?P<in>\d{2}(?:\.\d)?)(?P<inh> and a half)? inch(?:es)?|(?:uno|un|1) (?:(?:metro|"
        r"meter|metre)s? )?"
        r"(?:con |and )?(?P<c>\d{1,2})\b|(?P<n>[12]\.\d{1,2})\b|"
        r"(?P<centi>\d{2,3}) ?(?:cm|centi\w+))"
    ),
    Sign.GLUCOSE: re.compile(rf"\b(?:(?P<n2>[1-4] [1-9]\d)|{_N})\b"),
}
#: A height where nothing else can be told: behind its name, or in the answer to it.
TALL: Final = re.compile(
    r"(?:[ ,:]|i'm|i am|about|like|around|is|he's|she's|you're|at|como|unos|de|mido|mide|creo|que|"
    r"right|just|maybe)*"
    r"(?:(?P<f>[4-6]) (?P<i>\d|1[01])(?P<ih> and a half)?|(?P<f2>[4-6])(?P<i2>0\d|1[01])|"
    r"(?P<cm>(?:4[5-9]|[5-9]\d|1\d\d))(?P<inh> and a half)?)"
    r"(?= ?(?:[.,;]|$)| (?:and|y|pesa|today|cent\w+)\b)"
)
#: `152 , 94`: the two numbers of a pressure, and nothing that says so.
PAIR_APART: Final = re.compile(
    r"(?<!de )\b(?P<n>[89]\d|1\d\d|2[0-4]\d) ,? ?(?P<m>[4-9]\d|1[0-3]\d)\b"
    r"(?! ?(?:kilos?|kg|%|por|percent|grados|mg|de\b|y\b|pulse|centi\w+|anos|pounds|gramos))"
)
PAIR: Final = re.compile(r"\b(?P<n>\d{2,3}) (?P<m>\d{2,3})\b")
_POSSIBLE: Final = {
    Sign.PULSE: (20, 260),
    Sign.RESPIRATION: (4, 90),
    Sign.SATURATION: (40, 100),
    Sign.GLUCOSE: (15, 900),
}
_PLAUSIBLE: Final = {
    Sign.PULSE: (35, 200),
    Sign.RESPIRATION: (8, 60),
    Sign.SATURATION: (70, 100),
    Sign.GLUCOSE: (40, 500),
}
_UNITS: Final = {
    Sign.PULSE: "/min",
    Sign.RESPIRATION: "/min",
    Sign.SATURATION: "%",
    Sign.GLUCOSE: "mg/dl",
}
#: A glucose with decimals is one of mmol/l below.
_MMOL_BELOW: Final = 34
#: A weight without a unit is one of pounds where English is spoken, from here on.
_POUNDS_FROM: Final = 80
#: A height by its number alone is one of inches below, of centimetres from here on.
_INCHES_BELOW: Final = 84


def sign_of(sign: Sign, match: re.Match[str], language: str) -> VitalSign | None:
    """The value of a match; None where it cannot be one of this sign."""
    said = match.groupdict()
    if sign is Sign.PRESSURE:
        return _pressure(said)
    if sign is Sign.TEMPERATURE:
        return _temperature(said, language)
    if sign is Sign.WEIGHT:
        return _weight(said, language)
    return _height(said, language) if sign is Sign.HEIGHT else _counted(sign, said)


def _pressure(said: dict[str, str]) -> VitalSign | None:
    upper, lower = Decimal(said["n"].replace(" ", "")), Decimal(said["m"])
    if not (50 <= upper <= 300 and 20 <= lower <= 200 and upper > lower):
        return None
    plausible = 70 <= upper <= 240 and 35 <= lower <= 140
    return VitalSign(Sign.PRESSURE, _text(upper), "mmHg", said["m"], plausible)


def _counted(sign: Sign, said: dict[str, str]) -> VitalSign | None:
    value = Decimal((said["n"] or said.get("n2") or said.get("n3") or "0").replace(" ", ""))
    if sign is Sign.GLUCOSE and value < _MMOL_BELOW and value != value.to_integral_value():
        return VitalSign(sign, _text(value), "mmol/l", plausible=2 <= value <= 28)
    low, high = _POSSIBLE[sign]
    if not low <= value <= high:
        return None
    likely_low, likely_high = _PLAUSIBLE[sign]
    plausible = likely_low <= value <= likely_high
    return VitalSign(sign, _text(value), _UNITS[sign], plausible=plausible)


def _temperature(said: dict[str, str], language: str) -> VitalSign | None:
    value = Decimal(said["n"])
    if said["d"]:
        value = Decimal(f"{said['n']}.{said['d'].replace('uno', '1')}")
    value += Decimal("0.5") if said["h"] else 0
    if 30 <= value <= 44:
        return VitalSign(Sign.TEMPERATURE, _text(value), "°C", plausible=34 <= value <= 42)
    if 90 <= value <= 110 and language == "en":
        return VitalSign(Sign.TEMPERATURE, _text(value), "°F", plausible=94 <= value <= 107)
    return None


def _weight(said: dict[str, str | None], language: str) -> VitalSign | None:
    value = Decimal(said["n"] or "0")
    grams = said.get("g") or said.get("g2")
    if grams:
        value += Decimal(grams) / 1000
    value += Decimal("0.5") if said.get("h") else 0
    value += round(Decimal(said.get("oz") or "0") / 16, 2)
    unit = said.get("u") or said.get("u2") or ""
    if unit == "stone":
        return VitalSign(Sign.WEIGHT, _text(value), "st") if 3 <= value <= 40 else None
    unsaid_pounds = not unit and language == "en" and value >= _POUNDS_FROM
    pounds = unit.startswith(("pound", "lb")) or unsaid_pounds
    if not unit and not (10 <= value <= 200 or unsaid_pounds):
        return None
    low, high = (4, 700) if pounds else (Decimal("0.4"), 320)
    if not low <= value <= high:
        return None
    return VitalSign(Sign.WEIGHT, _text(value), "lb" if pounds else "kg")


def _height(said: dict[str, str | None], language: str) -> VitalSign | None:
    feet, inches = said.get("f") or said.get("f2"), said.get("i") or said.get("i2")
    half = Decimal("0.5") if said.get("ih") or said.get("inh") else Decimal(0)
    if feet:
        value = Decimal(feet) + (Decimal(inches or "0") + half) / 12
        return VitalSign(Sign.HEIGHT, _text(round(value, 2)), "ft", plausible=1 < value < 8)
    told = said.get("in") or (said.get("cm") if language == "en" else None)
    if told and Decimal(told) < _INCHES_BELOW:
        value = Decimal(told) + half
        return VitalSign(Sign.HEIGHT, _text(value), "in", plausible=value > 16)
    if said.get("c"):
        value = 1 + Decimal(said["c"] or "0") / 100
    elif centimetres := said.get("cm") or said.get("centi"):
        value = Decimal(centimetres) / 100
    else:
        value = Decimal(said.get("n") or "0")
    return VitalSign(Sign.HEIGHT, _text(value), "m", plausible=Decimal("0.4") < value < 2.3)


def _text(value: Decimal) -> str:
    return f"{value.normalize():f}"
