"""What `_sync` keeps beside what was written: people, answers, mails, the round, teams and hours as they were told."""
