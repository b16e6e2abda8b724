"""Reads: each takes the actor and starts from what they may see."""
