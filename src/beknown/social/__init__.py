"""People of one place among themselves: how they show themselves, whom they follow, what they post."""
