"""Names out of author fields: roles, addresses, handles and joined words are no names."""

import pytest

from dateline.clean.authors import author_names, is_account


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("By Ann Lee and Bo Chan, Political Editor", ["Ann Lee", "Bo Chan"]),
        ("Ann Lee, Bo Chan & Cy Roe", ["Ann Lee", "Bo Chan", "Cy Roe"]),
        ("Written by: Ann Lee", ["Ann Lee"]),
        ("Von Anna Müller und Jan Groß", ["Anna Müller", "Jan Groß"]),
        ("Ursula von der Leyen", ["Ursula von der Leyen"]),
        ("Por Ana Ruiz y Luis Gil", ["Ana Ruiz", "Luis Gil"]),
        ("José Ortega y Gasset", ["José Ortega y Gasset"]),
        ("Par Jean Dupont avec Léa Roy", ["Jean Dupont", "Léa Roy"]),
        ("ann.lee@courier.example (Ann Lee)", ["Ann Lee"]),
        ("Ann Lee @annlee", ["Ann Lee"]),
        ("https://www.facebook.com/annlee", []),
        ("Ann Lee in Halden", ["Ann Lee"]),
        ("ReutersMay", ["Reuters"]),
        ("Ann LeeUpdated 4 May", ["Ann Lee"]),
        ("Ann Lee, PhD", ["Ann Lee"]),
        ("Se&aacute;n O&#39;Dell", ["Seán O'Dell"]),
        ("Adam Vidler; AP", ["Adam Vidler", "AP"]),
        ("France 24", ["France 24"]),
        ("Institute for Security Studies", ["Institute for Security Studies"]),
        ("Martin Luther King Jr.", ["Martin Luther King Jr."]),
        ("", []),
    ],
)
def test_an_author_field_gives_names(field, names):
    assert author_names(field) == names


def test_surnames_come_first_in_library_records():
    assert author_names("Lee, Ann", surname_first=True) == ["Ann Lee"]
    assert author_names("Lee, Ann") == ["Lee", "Ann"]


def test_accounts_are_told_from_names():
    assert is_account("admin")
    assert is_account("jdoe42")
    assert not is_account("Ann Lee")
