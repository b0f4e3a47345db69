"""The learned part: calibrated scores, a choice for what no row reads, and a rebuild that gives the same bytes."""

from __future__ import annotations

import csv
from importlib.resources import files
from pathlib import Path

from tools.train_coder import main as train

from dateline.coder.classify import classify, one_paragraph
from dateline.coder.linear import load_choice, load_linear
from dateline.config import Config
from dateline.pipeline import annotate_document
from dateline.resources import resources

MODEL = files("dateline").joinpath("data", "model")


def scores(text: str) -> list[float]:
    made = annotate_document(one_paragraph(text), resources(Config()), now="2026-01-01")
    return [mention.score for mention in made.mentions]


def test_a_plain_telling_is_trusted_more_than_one_in_passing():
    plain = scores("Norwegian police arrested two smugglers near Bergen on Monday.")
    passing = scores("He spoke of the clashes that had shut a side street.")
    assert plain
    assert 0.5 < plain[0] <= 1.0
    assert all(0.0 <= score < plain[0] for score in passing)


def test_explained_mentions_name_what_moved_the_score():
    made = annotate_document(
        one_paragraph("Kenya expelled three Somali diplomats."), resources(Config()), now="2026-01-01"
    )
    notes = [evidence.note for mention in made.mentions for evidence in mention.evidence if evidence.rule == "score"]
    assert notes
    assert all("named" in note or "word" in note or "concept" in note or " " in note for note in notes)


def test_higher_scores_are_right_more_often():
    with MODEL.joinpath("calibration.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    told = Path(__file__).parents[2].joinpath("docs", "measured-coder.md").read_text(encoding="utf-8")
    for row in rows:
        line = f"| {row['from']} to {row['to']} | {row['mentions']} | {row['mean_score']} | {row['share_right']} |"
        assert line in told, "docs/measured-coder.md tells another calibration: copy the table of calibration.csv"
    shares = [float(row["share_right"]) for row in rows]
    assert shares == sorted(shares)
    assert all(abs(float(row["mean_score"]) - float(row["share_right"])) < 0.1 for row in rows)


def test_what_no_row_reads_is_chosen_by_the_words_around():
    text = "The harbour police hauled off four Greek stowaways in handcuffs."
    answer = classify(text, (0, 18), (30, 51), resources(Config()))
    assert 0.0 <= answer.score <= 1.0
    assert answer.quad == 4


def test_shares_of_a_choice_add_up():
    model = load_choice("choice")
    assert abs(sum(model.shares(["has arrest", "read nothing"])) - 1.0) < 1e-9
    assert 0.0 < load_linear("score").share([]) < 1.0


def test_a_rebuild_gives_the_shipped_bytes(tmp_path):
    """When this fails after a change of sentences, lexicon or actors: `make model`, and commit what it wrote."""
    train(tmp_path, measure=False)
    for name in ("score.json", "choice.json", "calibration.csv"):
        assert (tmp_path / name).read_bytes() == MODEL.joinpath(name).read_bytes(), f"{name} is stale: run `make model`"
