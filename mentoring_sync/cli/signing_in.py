"""`mentoring-sync auth`: sign in, who am I, sign out. Imports stand inside, for start-up time."""

from __future__ import annotations

import os
import webbrowser
from datetime import datetime
from pathlib import Path

import click

from mentoring_sync.cli.options import common
from mentoring_sync.cli.terminal import as_json as in_json
from mentoring_sync.cli.terminal import in_lines
from mentoring_sync.errors import NotAllowedError


@click.group()
def auth() -> None:
    """The sign-in with Google: make it, look at it, end it."""


@auth.command()
@click.option("--client", required=True, help="The OAuth client's file as Google gives it (client_secret_….json).")
@click.option(
    "--no-browser", is_flag=True, help="Print the link, and take the address to which the browser comes back."
)
@click.option("--read-replies", is_flag=True, help="Also allow reading the answers to our mails.")
@click.option("--set-up", is_flag=True, help="Also allow making the forms (for init).")
def login(*, client: str, no_browser: bool, read_replies: bool, set_up: bool) -> None:
    """Sign in as the person in whose name the programme is run.

    Example: mentoring-sync auth login --client client_secret.json
    """
    from mentoring_sync.google import sign_in as flow  # start-up time
    from mentoring_sync.google.credential_files import of_client  # start-up time
    from mentoring_sync.google.session import SCOPES, SCOPES_TO_READ  # start-up time
    from mentoring_sync.google.signed_in import keep  # start-up time
    from mentoring_sync.settings.load import state_folder  # start-up time

    scopes = (*(SCOPES_TO_READ if read_replies else SCOPES), *(flow.SET_UP if set_up else ()))
    found = of_client(client)
    loopback = flow.Loopback()
    attempt = flow.SignIn(client=found, scopes=scopes, redirect=loopback.address)
    click.echo(f"Open this page and allow it:\n{attempt.url}\n")
    if no_browser:
        code = _pasted(attempt)
    else:
        webbrowser.open(attempt.url)
        code = loopback.wait(attempt)
    done = attempt.redeem(code)
    path = keep(Path(state_folder(os.environ)), done.info)
    click.echo(f"Signed in; it is kept in {path}, which only you can read.")
    for scope in done.lacking:
        click.echo(f"Not allowed: {flow.PURPOSE[scope]} ({scope}). Sign in again and tick it, or that won't work.")
    click.echo(flow.TESTING)


def _pasted(attempt: object) -> str:
    from mentoring_sync.google.sign_in import SignIn  # start-up time

    assert isinstance(attempt, SignIn)  # noqa: S101 - it is handed in above
    address = click.prompt("The address to which the browser came back (it may show an error page)", type=str)
    code = attempt.code_in(address)
    if not code:
        raise NotAllowedError(
            "That isn't the address to which this sign-in came back.",
            remedy="Copy the whole address, from http://127.0.0.1 on, and try again.",
        )
    return code


@auth.command("status")
@common
def auth_status(*, config: Path, as_json: bool, now: datetime) -> None:  # noqa: ARG001 - every command takes it
    """Who is signed in, what is allowed, and what each scope is for."""
    from mentoring_sync.google.sign_in import PURPOSE  # start-up time
    from mentoring_sync.google.signed_in import kept  # start-up time
    from mentoring_sync.run.google_services import google_services  # start-up time
    from mentoring_sync.settings.load import load  # start-up time

    configuration = load(config, os.environ)
    google = configuration.program.google
    services = google_services(google, "auth status", read_replies=configuration.program.mail.read_replies)
    account = services.mail_channel(lambda line: None).account()  # noqa: ARG005 - there is nothing to tell
    info = (kept(Path(google.state)) if google.state and not google.credentials else None) or {}
    scopes = [str(scope) for scope in info.get("scopes", ())]
    how = "credentials" if google.credentials else "sign-in" if info else "Google's default"
    if as_json:
        click.echo(in_json({"account": account, "how": how, "scopes": scopes}))
        return
    click.echo(
        in_lines([f"{account}, by {how}.", *(f"  {PURPOSE.get(scope, 'nothing here')}: {scope}" for scope in scopes)])
    )


@auth.command()
def logout() -> None:
    """End the sign-in, here and at Google."""
    from mentoring_sync.google.sign_in import revoke  # start-up time
    from mentoring_sync.google.signed_in import erase, kept  # start-up time
    from mentoring_sync.settings.load import state_folder  # start-up time

    folder = Path(state_folder(os.environ))
    info = kept(folder)
    if info is None:
        click.echo("Nobody is signed in.")
        return
    root = str(info.get("token_uri", "")).rsplit("/", 1)[0]
    ended = revoke(info, f"{root}/revoke")
    erase(folder)
    click.echo("Signed out." if ended else "Signed out here; take the access away at myaccount.google.com/permissions.")
