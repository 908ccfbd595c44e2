"""The interpreters' booth: the glossary that they share, and the signal by which they ask for slower speech."""
