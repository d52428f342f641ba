"""The words of a certificate: the template `certificate.page.j2`, in its language.

In: a certificate, the programme, the templates, what [certificates] says. Out: a `Page`, ready to be drawn, or its
file.
"""

from __future__ import annotations

from dataclasses import dataclass

from mentoring_sync.documents.page import Drawing, Page
from mentoring_sync.documents.settings import CertificateSettings
from mentoring_sync.mail.kinds.certificates import CERTIFICATE, words_about
from mentoring_sync.mail.kinds.parts import Part
from mentoring_sync.mail.one_line import in_one_line
from mentoring_sync.mail.settings import Commitment, Programme
from mentoring_sync.mail.writing.page_words import Words, words_in
from mentoring_sync.mail.writing.templates import Templates
from mentoring_sync.records.certificate import Certificate
from mentoring_sync.records.round import Round


@dataclass(frozen=True, kw_only=True)
class CertificatePages:
    """Puts certificates into words. `round` is the one that is configured, as templates know it."""

    programme: Programme
    commitment: Commitment
    round: Round
    templates: Templates
    settings: CertificateSettings
    drawing: Drawing

    def page(self, certificate: Certificate) -> Page:
        """What stands on a certificate."""
        always = {"programme": self.programme, "commitment": self.commitment, "round": self.round}
        says = always | words_about(certificate, with_file=True)
        words = words_in(self.templates.render(CERTIFICATE, Part.PAGE, certificate.language, says))
        return Page(
            language=certificate.language,
            title=in_one_line(self.settings.title) or words[Words.TITLE],
            before=words[Words.BEFORE],
            name=in_one_line(certificate.name),
            text=in_one_line(self.settings.text) or words[Words.TEXT],
            signed=words[Words.SIGNED],
            foot=words[Words.FOOT],
            author=self.programme.community,
            made=certificate.issued,
            logo=self.drawing.logo,
            signature=self.drawing.signature,
        )

    def file(self, certificate: Certificate) -> bytes:
        """The file.

        Raises:
            NoFileError: there is none, and why.
        """
        return self.drawing(self.page(certificate))
