"""How alike words, names, times and places are: what linking and corroboration both ask."""
