"""`mentoring-sync auth`: sign in, who am I, sign out. Imports stand inside, for start-up time."""

from __future__ import annotations

import os
import sys
import webbrowser
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mentoring_sync.cli.listing import Whole
from mentoring_sync.cli.options import common
from mentoring_sync.cli.terminal import as_json as in_json
from mentoring_sync.cli.terminal import in_lines
from mentoring_sync.errors import NotAllowedError

if TYPE_CHECKING:
    from mentoring_sync.google.sign_in import SignedIn, SignIn


@click.group(cls=Whole)
def auth() -> None:
    """The sign-in with Google: make it, look at it, end it."""


@auth.command(epilog="Example: mentoring-sync auth login --client client_secret.json --set-up")
@click.option("--client", required=True, help="The OAuth client's file as Google gives it (client_secret_….json).")
@click.option(
    "--no-browser", is_flag=True, help="Print the link, and take the address to which the browser comes back."
)
@click.option("--read-replies", is_flag=True, help="Also allow reading the answers to our mails.")
@click.option("--set-up", is_flag=True, help="Also allow making the forms (for init).")
@click.option(
    "--in-file",
    is_flag=True,
    help="Keep it in a file that only you can read, not in the machine's keyring, which scheduled jobs can't reach.",
)
def login(*, client: str, no_browser: bool, read_replies: bool, set_up: bool, in_file: bool) -> None:
    """Sign in as the person in whose name the programme is run.

    Where there is no browser (a server, a session over SSH), the address to which the browser comes back is pasted.
    """
    from mentoring_sync.google.credential_files import of_client, open_to_others  # start-up time
    from mentoring_sync.google.loopback import Loopback  # start-up time
    from mentoring_sync.google.session import SCOPES, SCOPES_TO_READ  # start-up time
    from mentoring_sync.google.sign_in import SET_UP, SignIn  # start-up time

    scopes = (*(SCOPES_TO_READ if read_replies else SCOPES), *(SET_UP if set_up else ()))
    found = of_client(client)
    if open_to_others(Path(client)):
        click.echo("Others on this machine can read the client's file. Better: chmod 600 FILE.", err=True)
    loopback = Loopback()
    attempt = SignIn(client=found, scopes=scopes, redirect=loopback.address)
    click.echo(f"Open this page and allow it:\n{attempt.url}\n")
    if no_browser or (not has_browser(os.environ, sys.platform) and sys.stdin.isatty()):
        loopback.close()
        code = _pasted(attempt)
    else:
        _open(attempt.url)
        code = loopback.wait(attempt)
    _keep(attempt.redeem(code), in_keyring=not in_file and sys.stdin.isatty())


def has_browser(environment: Mapping[str, str], platform: str) -> bool:
    """Whether a browser that opens here can come back here: not over SSH, nor without a display."""
    if environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"):
        return False
    return platform in ("darwin", "win32") or bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def _open(url: str) -> None:
    """Open a page; where no browser can be found, the link that is printed does as well."""
    try:
        opened = has_browser(os.environ, sys.platform) and webbrowser.open(url)
    except webbrowser.Error:
        opened = False
    if not opened:
        click.echo("No browser opens here: open the link in one on this machine, or use --no-browser.")


def _keep(done: SignedIn, *, in_keyring: bool) -> None:
    """Keep a sign-in, and say whose it is, what is lacking and how long it lasts."""
    from mentoring_sync.google.account import account_of  # start-up time
    from mentoring_sync.google.sign_in import PURPOSE, TESTING  # start-up time
    from mentoring_sync.google.signed_in import keep  # start-up time
    from mentoring_sync.settings.load import state_folder  # start-up time

    account = account_of(done.info)
    made = datetime.now(UTC).isoformat(timespec="seconds")
    info = {**done.info, "account": account.address, "made": made}
    path = keep(Path(state_folder(os.environ)), info, in_keyring=in_keyring)
    whose = f" as {account.address}" if account.address else ""
    click.echo(f"Signed in{whose}; it is kept in {path}, which only you can read.")
    if account.trouble:
        click.echo(f"Gmail doesn't say whose mailbox it is: {account.trouble.what}. {account.trouble.mend}")
    for scope in done.lacking:
        click.echo(f"Not allowed: {PURPOSE[scope]} ({scope}). Sign in again and tick it, or that won't work.")
    click.echo(TESTING)


TRIES = 3
"""So often an address may be pasted wrongly."""


def _pasted(attempt: SignIn) -> str:
    for _ in range(TRIES):
        address = click.prompt(
            "The address to which the browser came back (a page that can't be reached is as it should be)", type=str
        )
        if code := attempt.code_in(address):
            return code
        click.echo("That isn't it: copy the whole address, from http://127.0.0.1 on.")
    raise NotAllowedError(
        "That isn't the address to which this sign-in came back.",
        remedy="Open the link that is printed now, not one of an earlier try: mentoring-sync auth login --no-browser"
        " --client FILE.",
    )


@auth.command("status", epilog="Example: mentoring-sync auth status")
@common
def auth_status(*, config: Path, as_json: bool, now: datetime) -> None:
    """Who is signed in, what is allowed, what each scope is for, and how old the sign-in is."""
    from mentoring_sync.cli.signed_in_as import SignedInAs  # start-up time
    from mentoring_sync.settings.load import load  # start-up time

    program = load(config, os.environ).program
    shown = SignedInAs.of(program.google, read_replies=program.mail.read_replies)
    click.echo(in_json(shown.as_json()) if as_json else in_lines(shown.in_words(now)))


@auth.command(epilog="Example: mentoring-sync auth logout")
def logout() -> None:
    """End the sign-in, here and at Google."""
    from mentoring_sync.google.sign_in import revoke  # start-up time
    from mentoring_sync.google.signed_in import erase, kept  # start-up time
    from mentoring_sync.settings.load import state_folder  # start-up time

    folder = Path(state_folder(os.environ))
    try:
        info = kept(folder)
    except NotAllowedError:  # the keyring's part can't be revoked from here, but the sign-in ends here
        info = {}
    if info is None:
        click.echo("Nobody is signed in.")
        return
    root = str(info.get("token_uri", "")).rsplit("/", 1)[0]
    ended = bool(info) and revoke(info, f"{root}/revoke")
    erase(folder)
    click.echo("Signed out." if ended else "Signed out here; take the access away at myaccount.google.com/permissions.")
