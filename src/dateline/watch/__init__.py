"""Follow feeds: the only part of dateline that uses the network, and only when asked to (`dateline watch --feeds`)."""
