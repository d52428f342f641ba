"""Every mail of whole rounds, with all that goes wrong in them, is justified at the moment in which it goes out."""

from __future__ import annotations

import pytest

from tests.extent import extent
from tests.run.mail_audit import play


@pytest.mark.parametrize("seed", range(extent(share=1, whole=100)))
def test_no_mail_of_a_round_is_unjustified(seed: int) -> None:
    audit = play(seed)
    assert audit.mails
    assert audit.unjustified == []
