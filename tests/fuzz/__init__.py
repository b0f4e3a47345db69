"""Fuzzing by hand: `make fuzz`, or `python -m tests.fuzz.fuzz_readers -max_total_time=600`.

What a run finds interesting lies in .fuzz/; what made something new happen is kept, as small as it goes, in corpus/ and
replayed by every test run. An input that failed is kept, with a name, in tests/nasty/found.
"""
