"""Which module scores which task. A task's rows are shaped like `<gold>/<task>/dev.jsonl`.

Each scorer: `score(rows, folder, resources) -> dict[str, float | int]`, named metrics in a stable order. `folder` is where
the file lies, for sets whose rows point at other files. Predictions go through the same functions as a build.
"""

TASKS = {
    "plv": "benchmarks.quality.plv:score",
    "case2021_task2": "benchmarks.quality.case2021:score",
    "ngec_actors": "benchmarks.quality.ngec_actors:score",
    "quotes_polnear": "benchmarks.quality.quotes:score",
    "polnear": "benchmarks.quality.polnear:score",
    "fact_uw": "benchmarks.quality.factuality:score",
    "meantime": "benchmarks.quality.meantime:score",
    "te3_timex": "benchmarks.quality.timex:score",
    "isaf": "benchmarks.quality.isaf:score",
    "event_location": "benchmarks.quality.event_location:score",
    "geo_trnews": "benchmarks.quality.geo:score",
    "geo_gwn": "benchmarks.quality.geo:score",
    "geo_lgl": "benchmarks.quality.geo:score",
    "geo_geovirus": "benchmarks.quality.geo:score",
    "ecbplus": "benchmarks.quality.ecbplus:score",
    "ecbplus_docs": "benchmarks.quality.stories:score",
    "newswcl50": "benchmarks.quality.newswcl50:score",
    "wikinews_events": "benchmarks.quality.stories:score",
    "g5w_newscluster": "benchmarks.quality.stories:score",
    "basil_triples": "benchmarks.quality.stories:score",
    "wire_lineage": "benchmarks.quality.wire_lineage:score",
    "nanco": "benchmarks.quality.nanco:score",
    "extract_aeb": "benchmarks.quality.extract_aeb:score",
    "extract_fundus": "benchmarks.quality.extract_fundus:score",
    "page_dates": "benchmarks.quality.page_dates:score",
}
