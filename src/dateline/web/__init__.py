"""The server and its review desk; the templates and styles here are the situation page's, too."""
