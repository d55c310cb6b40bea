"""Claims into the templates of the MUC-4 task: who did what to whom in which incident, with learned weights."""
