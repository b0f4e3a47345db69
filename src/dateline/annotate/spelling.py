"""Words of names and how they are spelt: norms for look-up, folds for the habits of transliteration.

"Sergei" and "Sergey", "Mursi" and "Morsi", "al-Assad" and "Assad" are one name in several spellings.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from dateline.model import Struct

# A word of a name: "U.S.", "Shi'ite", "N'Djamena", "10"; the possessive 's stays apart.
_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|[^\W_]+(?:['’](?!s\b)[^\W_]+)*|['’]s\b|['’](?=\s)")

# How a name was spelt in Latin letters varies with the language it came through. Each line folds one habit, in order:
# "Sergey", "Sergei", "Serguei" -> "sirgi"; "Mursi", "Morsi" -> "mursi"; "Hussain", "Hussein" -> "husin".
_FOLDS = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"gu(?=[ei])", "g"),
        (r"eh(?=[bcdfgklmnprstvz])", "ah"),
        (r"kh|q", "k"),
        (r"gh", "g"),
        (r"dh", "d"),
        (r"ph", "f"),
        (r"w", "v"),
        (r"ou|oo|o", "u"),
        (r"a?[eiyj]+[eiyj]*", "i"),
        (r"(.)\1+", r"\1"),
        (r"ai", "i"),
        (r"h(?=[^aiu]|$)", ""),
    )
)
_MUHAMMAD = re.compile(r"m[ou]hamm?[ae]d|m[ou]h?ammad|mohd|mehmed|mehmet|mamadou")
# Given names whose spellings differ by more than a habit.
_SAME_NAME = {
    spelling: name
    for name, spellings in {
        "abdul": "abdel abdal abdol abd abdoul",
        "ahmad": "ahmed ahmet achmad",
        "aleksandr": "alexander aleksander alexandr alyaksandr alexandre aliaksandr",
        "yusuf": "youssef yousef yousuf yusef youssouf",
        "sulayman": "suleiman sleiman soleiman suleyman solayman",
        "haniya": "haniyeh haniyya haniyah",
        "gaddafi": "qaddafi kadhafi gadhafi gadafi qadhafi",
        "mashal": "meshaal mashaal meshal mishal",
        "lukashenko": "lukashenka",
        "nasrallah": "nasrullah",
        "jamal": "gamal",
        "netanyahu": "netanyahou",
        "zelensky": "zelenskyj",
        "eduard": "edward",
        "sayyid": "sayed syed sayyed said",
    }.items()
    for spelling in spellings.split()
}
# Particles that stand or fall with the outlet: "al-Assad", "Assad"; "Abdel Fattah el-Sisi", "al-Sisi".
_PARTICLES = frozenset({"al", "el", "ul", "ur", "bin", "ben", "ibn", "von", "van", "de", "da", "di", "der"})


def word_set(text: str) -> frozenset[str]:
    """Words parted by spaces, for asking whether one is among them."""
    return frozenset(text.split())


def is_particle(norm: str) -> bool:
    return norm in _PARTICLES


class Word(Struct):
    """One word of a phrase: its normalised form and where it stands."""

    norm: str
    text: str
    start: int
    end: int


def split_words(text: str) -> tuple[Word, ...]:
    """Words with offsets; accents, dots and case are folded in `norm`, hyphens part words.

    >>> [word.norm for word in split_words("the U.S.-backed Élysée's")]
    ['the', 'us', 'backed', 'elysee', "'s"]
    """
    return tuple(Word(norm=_norm(m[0]), text=m[0], start=m.start(), end=m.end()) for m in _WORD.finditer(text))


@lru_cache(maxsize=65536)
def _norm(word: str) -> str:
    if word[0] in "'’":
        return "'s"
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
        word = word.replace("ı", "i").replace("ł", "l").replace("ø", "o").replace("đ", "d").replace("’", "'")
    return word.lower().replace(".", "").replace("'", "")


@lru_cache(maxsize=16384)
def fold_name(name: str) -> str:
    """A name without the habits of its transliteration.

    >>> fold_name("Sergey Lavrov") == fold_name("Sergei Lavrov")
    True
    >>> fold_name("Mohamed Mursi") == fold_name("Mohammed Morsi")
    True
    """
    words = [word.norm for word in split_words(name) if word.norm not in _PARTICLES and word.norm != "'s"]
    return " ".join(fold_word(word) for word in words)


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """One word of a name, normalised already, without the habits of its transliteration."""
    if _MUHAMMAD.fullmatch(word):
        return "muhamad"
    word = _SAME_NAME.get(word, word)
    for pattern, to in _FOLDS:
        word = pattern.sub(to, word)
    return word


def slug(name: str) -> str:
    """
    >>> slug("Ahmed Sharif Chaudhry")
    'ahmed-sharif-chaudhry'
    """
    return "-".join(word.norm for word in split_words(name) if word.norm != "'s")
