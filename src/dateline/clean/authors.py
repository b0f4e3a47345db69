"""Names out of author fields and bylines: "By Ann Lee and Bo Chan, in Cairo" -> two names; no addresses, no roles."""

from __future__ import annotations

import html
import re

# "y", "e", "en" and the like join two whole names only: "Ortega y Gasset" is one.
_SPLIT = re.compile(r"\s*(?:;|\||•|·|\s/\s|,? and |,? & |,? with |,? mit |,? avec |,? und |,? et |,? og |,? och |,)\s*")
_SPLIT_NAMES = re.compile(r"(?<=\w) (?:y|e|en|i|und|ja|és|si|și|dan|e:|и|і|та|va|ve) (?=\w)")
_NO_NAME = re.compile(r"https?:|www\.|@|^\W*$|\.(?:com|org|net|co|php|html?)\b|\d{3}", re.IGNORECASE)
# Accounts rather than names; they sign where nothing better is told.
_ACCOUNT = re.compile(
    r"[a-z0-9_.-]+|admin\w*|administrator|web ?master|editor|staff|super ?user|user|author|none|null|test", re.I
)
_LEAD = re.compile(
    r"^(?:(?:written|reported|reporting|story|text|words|posted|published|compiled|edited|analysis|opinion|review|as told)"
    r" )?by\b[:\s]+|^(?:authors?|autore?|autori|autora|autorin|auteurs?|autoren|author\(s\)|from|redactie|text|texte|texto|"
    r"testo|tekst|door|szerző|yazar|автор|źródło|skrevet av|av|af|kirjoittaja)\s*:\s*|"
    r"^(?:von|par|por|(?-i:di|da|door)|publié par|escrito por|publicado por|pubblicato da|geschreven door|ein artikel von|"
    r"un article de|автор) (?=(?-i:[A-ZÀ-ÞА-Я])[\w'’.-]+ [\w'’.-]+)",
    re.IGNORECASE,
)
# What a person is, set off by a comma or a bar: "Ann Lee, Political Editor".
ROLE = re.compile(
    r"\b(?:editors?|correspondents?|reporters?|writers?|columnists?|journalists?|chief|bureau|staff|contributors?|analysts?|"
    r"producers?|photographers?|director|professor|fellow|researcher|lecturer|desk|intern|anchor|critic|author|head of|"
    r"ph\.?d|jr|sr|redakteur\w*|korrespondent\w*|redaktion|journaliste|redactor\w*|corresponsal|periodista|redazione|"
    r"giornalista|envoyée? spéciale?|enviad[oa] especial)\b\.?",
    re.IGNORECASE,
)
_DEGREE = re.compile(
    r"(?:M\.?S\.?|M\.?D\.?|M\.?B\.?A\.?|Ph\.?D\.?|R\.?D\.?N?\.?|J\.?D\.?|R\.?N\.?|M\.?P\.?H\.?|Esq\.?|M\.?P\.?|CPA|CFA|OBE|CBE|MBE)"
)
STAFF = re.compile(
    r"^(?:[\w.&’']+ ){0,4}(?:staff|team|desk|newsroom|agencies|bureau|editors|editorial board|reporters|wires?|news service)$",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\s*\([^()]{0,60}\)\s*$|(?<=\w)(?<! \w) (?:in|from) (?-i:[A-Z]).*$|\s*[-–—]\s+.*$|"
    r"(?:,? (?:updated|published|posted|last updated)\b.*)$|,?\s*@\w+.*$|\s*<[^<>]*>?$|\s+\S+@\S+.*$",
    re.IGNORECASE,
)
_MAIL_NAME = re.compile(r"^\S+@\S+\s*\(([^()]{3,60})\)$")
_REVERSED = re.compile(r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?, [A-Z][\w'’-]+(?: [A-Z]\.?)?")
# A month glued to a name: "ReutersMay 4, 2015" and "Ann LeeUpdated".
_GLUED = re.compile(
    r"(?<=[a-z])(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]{0,6}\.?(?: \d.*)?|"
    r"(?:Updated|Published|Posted|Follow|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)(?:day)?\b.*)$"
)


def author_names(value: str, *, surname_first: bool = False) -> list[str]:
    """The names in one author field. Addresses, handles and roles are no names.

    >>> author_names("By Ann Lee and Bo Chan, Political Editor")
    ['Ann Lee', 'Bo Chan']
    """
    value = " ".join(html.unescape(html.unescape(value)).split())
    mail = _MAIL_NAME.match(value)
    if mail:
        value = mail[1]
    if surname_first and _REVERSED.fullmatch(value):
        last, _, first = value.partition(", ")
        return [f"{first} {last}"]
    value = _LEAD.sub("", _LEAD.sub("", value)).strip()
    names: list[str] = []
    for part in _SPLIT.split(value):
        pieces = _SPLIT_NAMES.split(part)
        whole = pieces if all(" " in piece.strip() for piece in pieces) else [part]
        names += [name for piece in whole if (name := _name(piece))]
    kept = [name for n, name in enumerate(names) if not n or STAFF.match(name) or not _is_addition(name)]
    return list(dict.fromkeys(kept))


def _is_addition(name: str) -> bool:
    return bool(ROLE.search(name) or _DEGREE.fullmatch(name.replace(".", "")))


def is_account(name: str) -> bool:
    """Whether a name is that of an account: "admin", "jdoe"."""
    return bool(_ACCOUNT.fullmatch(name))


def without_glued(text: str) -> str:
    """Without the month or the "Updated" of a date line that ran into a name."""
    return _GLUED.sub("", text)


def _name(text: str) -> str:
    text = without_glued(" ".join(text.split()))
    cut = _BEHIND.sub("", text).strip(" ,.;:|-–—")
    if text.endswith(("Jr.", "Sr.")) or re.search(r" [A-Z]\.$", text):
        cut = cut if cut.endswith(".") else cut + "."
    cut = _LEAD.sub("", cut)
    return cut if 1 < len(cut) < 80 and not _NO_NAME.search(cut) else ""
