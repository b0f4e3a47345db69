"""Words that steer composition.py: where a phrase breaks, who belongs to whom, which heads only count or rank."""

from __future__ import annotations

from dateline.annotate.spelling import word_set

# Words after which the phrase only qualifies its head.
BREAKS = word_set(
    "of in from for to on at with by near across inside over against about under as and or who which that whose "
    "is was were are during after before between among including like outside around within"
)
PLACE_PREPOSITIONS = frozenset({"of", "in", "at", "from", "across", "inside", "within", "for"})
# "US-backed rebels" are not American: the country before such a word is not the head's own.
NOT_OWN = word_set(
    "backed led allied trained supported sponsored funded occupied held controlled armed aligned brokered mediated "
    "linked imposed made friendly speaking born besieged run dominated administered ruled educated hosted"
)
# Who is sent belongs to the sender: "ambassador in Moscow", "the embassy in Kabul".
SENT = frozenset({"ambassador", "envoy", "embassy", "consulate", "consul", "diplomat", "correspondent", "mission"})
# Who is somewhere without being of there: "tourists in Kashmir".
PASSING = word_set(
    "tourist tourists visitor visitors foreigner foreigners pilgrim pilgrims traveller travellers traveler travelers "
    "migrant migrants expatriate expatriates refugee refugees"
)
POSSESSIVES = frozenset({"its", "his", "her", "their"})
OWNERS = frozenset({"of", "from"})
# "a group of thieves" are thieves.
PARTITIVE = word_set("group groups team teams band crowd crowds number gang bunch pair coalition convoy squad caravan")
# "the Hamas movement" is Hamas; "Hamas fighters" are Hamas acting.
ITSELF = word_set("group movement organisation organization party alliance network militia agency faction government")
RANKS = word_set(
    "fighters militants rebels forces troops gunmen insurgents soldiers terrorists military jihadists extremists "
    "guerrillas militiamen"
)
# What fights for whoever has it: "RSF drones" are the RSF acting.
ARMED = frozenset({"military", "air-force", "navy"})
# What an organisation of many states sends out is that organisation acting: "the UN force in Lebanon".
OF_MANY = word_set("mission force contingent")
# Houses that are named after the country that paid for them.
NAMED_AFTER = word_set("hospital university school college")
# Words that are roles in lower case only, and no titles before a name.
NO_TITLES = word_set("national market hospital school university college")
# Last words of capitalised phrases that are no surnames.
NOT_NAMES = word_set("one two three office penitentiary prison command ministry agency bureau directorate headquarters")
# Words before a town's name that belong to it.
OF_A_TOWN = word_set(
    "east west north south eastern western northern southern central greater old new downtown upper lower port city"
)
# News agencies that speak for the government.
OF_THE_STATE = frozenset({"official", "state"})
FORMER = frozenset({"former", "ex", "erstwhile", "retired", "ousted", "deposed", "late", "onetime", "disgraced"})
SKIPPED = word_set(
    "the a an this that these those some many several two three four five six seven eight nine ten dozens hundreds "
    "thousands its his her their our my your all both most other another any each every no more at least about nearly "
    "around over up new old top senior"
)
# Ranks and forms of address before a name that say nothing of an office but do say "a person follows".
TITLES = {
    "mr": None,
    "mrs": None,
    "ms": None,
    "dr": None,
    "sir": None,
    "sheikh": None,
    "lord": None,
    "hon": None,
    "prof": "EDU",
    "gen": "MIL",
    "lt": "MIL",
    "col": "MIL",
    "maj": "MIL",
    "capt": "MIL",
    "brig": "MIL",
    "adm": "MIL",
    "cmdr": "MIL",
    "sgt": "MIL",
    "commodore": "MIL",
    "superintendent": "COP",
    "air": "MIL",
    "rear": "MIL",
    "vice": None,
    "sen": "LEG",
    "rep": "LEG",
    "rev": "REL",
    "fr": "REL",
    "gov": "GOV",
}
# A role that takes its sector from whom it serves: "CIA official", "Hamas leader", "police spokesman".
SERVING = word_set(
    "official officials spokesman spokeswoman spokesperson spokesmen leader leaders member members head chief director "
    "chairman boss commander commanders fighter fighters negotiator negotiators representative representatives envoy "
    "adviser advisers aide aides source sources secretary officer officers delegation team group agents agent staff "
    "supporters employees employee veteran investigators investigator deputy candidate politician politicians convoy "
    "coordinator operatives operative militants militant gunmen bomber authorities court volunteers faction delegates "
    "chair founder forces troops camp patrol general ministers envoys ambassadors diplomats"
)
# The government itself speaks for the state: one key for "Russia", "Moscow" and "the Russian government".
STATE_BODIES = frozenset({"government", "authorities"})
# Offices that one country calls by a name of its own.
OFFICE_HERE = {
    ("USA", "secretary-of-state"): "foreign-minister",
    ("GBR", "foreign-secretary"): "foreign-minister",
    ("PHL", "foreign-secretary"): "foreign-minister",
    ("MEX", "foreign-secretary"): "foreign-minister",
    ("DEU", "chancellor"): "chancellor",
    ("AUT", "chancellor"): "chancellor",
    ("GBR", "chancellor"): "finance-minister",
    ("VAT", "secretary-of-state"): "secretary-of-state",
}


# "Mueller's", "Robert Mueller III", "Martin Luther King Jr": the name ends before these.
AFTER_NAMES = frozenset({"'s", "jr", "sr", "iii"})
# Bodies that only one country calls so.
AMERICAN = frozenset(
    {
        "state department",
        "department of state",
        "justice department",
        "department of justice",
        "treasury department",
        "homeland security",
        "department of homeland security",
        "secret service",
        "state department spokesman",
        "state department spokeswoman",
        "state department spokesperson",
    }
)
# Slugs that do not read as words.
BODY_NAMES = {"mfa": "foreign ministry", "mod": "defence ministry", "moi": "interior ministry"}
