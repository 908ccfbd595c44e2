"""The slice findings: findings, sign-off, report-out and comments."""
