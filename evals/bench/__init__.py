"""Speed as ratios to a bare floor of the same run: ratios travel, seconds do not."""
