"""What the outbox does next: states, decisions, evidence, quota."""
