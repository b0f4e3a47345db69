"""What people decide about a record: an append-only log, replayed at every build, and what two reviewers agree on.

Stands above the stages and below the pipeline: it knows mentions and events, and no file that makes them asks for it.
"""
