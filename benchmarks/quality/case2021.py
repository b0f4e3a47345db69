"""case2021_task2: ACLED sub-event types, zero-shot: nothing was trained on the texts; words and concepts are cues.

The headline is weighted F1 over the 25 ACLED types; rows of the five types that ACLED does not have are left out of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.quality.metrics import label_scores
from dateline.annotate.sentences import parse
from dateline.coder.acled import sub_event
from dateline.coder.classify import one_paragraph
from dateline.resources import Resources

# The task's labels for ACLED's names. "AGREEMENT" and the like are ACLED's too, written differently.
LABELS = {
    "Peaceful protest": "PEACE_PROTEST",
    "Protest with intervention": "PROTEST_WITH_INTER",
    "Excessive force against protesters": "FORCE_AGAINST_PROTEST",
    "Violent demonstration": "VIOL_DEMONSTR",
    "Mob violence": "MOB_VIOL",
    "Armed clash": "ARMED_CLASH",
    "Government regains territory": "GOV_REGAINS_TERIT",
    "Non-state actor overtakes territory": "NON_STATE_ACTOR_OVERTAKES_TER",
    "Non-violent transfer of territory": "NON_VIOL_TERRIT_TRANSFER",
    "Chemical weapon": "CHEM_WEAP",
    "Air/drone strike": "AIR_STRIKE",
    "Suicide bomb": "SUIC_BOMB",
    "Shelling/artillery/missile attack": "ART_MISS_ATTACK",
    "Remote explosive/landmine/IED": "REM_EXPLOS",
    "Grenade": "GRENADE",
    "Sexual violence": "SEX_VIOL",
    "Attack": "ATTACK",
    "Abduction/forced disappearance": "ABDUCT_DISSAP",
    "Agreement": "AGREEMENT",
    "Arrests": "ARREST",
    "Change to group/activity": "CHANGE_TO_GROUP_ACT",
    "Disrupted weapons use": "DISR_WEAP",
    "Headquarters or base established": "HQ_ESTABLISHED",
    "Looting/property destruction": "PROPERTY_DISTRUCT",
    "Other": "OTHER",
}


def score(rows: Sequence[dict], folder: Path, resources: Resources) -> dict[str, float | int]:
    rows = [row for row in rows if row["label"] in LABELS.values()]
    predicted = []
    for row in rows:
        sentences, _ = parse(one_paragraph(row["text"]), resources)
        predicted.append(LABELS[sub_event(sentences, resources.lexicon) or "Other"])
    scores = label_scores([row["label"] for row in rows], predicted)
    return {"weighted_f1": scores["weighted_f1"], "macro_f1": scores["macro_f1"], "accuracy": scores["accuracy"]}
