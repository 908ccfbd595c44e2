"""One key that takes back what one did at the workbench, the last act first, and nothing of what others did since."""
