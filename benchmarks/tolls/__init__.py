"""The toll of the shooting that an article is about: what it says, weighed by what was learned, story by story."""
