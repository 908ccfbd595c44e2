"""The web ground: rendering, the card registry, identity, language, assets, security and errors."""
