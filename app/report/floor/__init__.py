"""What an item's speakers brought and what was asked of them: talks, slides, questions from the floor."""
