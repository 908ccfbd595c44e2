"""Questions from the floor: asked on phones, supported by others, and looked after by the moderator."""
