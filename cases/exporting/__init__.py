"""Files of cases: asked for on a page, made in the background, handed out to one person."""
