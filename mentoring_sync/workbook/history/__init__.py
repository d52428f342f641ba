"""What each run changed, kept for *history* and *undo*."""
