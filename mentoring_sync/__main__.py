"""`python -m mentoring_sync` is `mentoring-sync`."""

from mentoring_sync.cli.commands import main

main()
