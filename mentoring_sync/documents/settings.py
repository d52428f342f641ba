"""The settings of certificates: [certificates] of `config/program.toml`."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]


class CertificateSettings(BaseModel):
    """[certificates]. `title` and `text` stand in place of the words of the template, in every language; `fonts`,
    `logo` and `signature` are files, named from the folder of `program.toml`. Without `pdf` the letter alone is the
    certificate.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    pdf: bool = True
    title: Words = ""
    text: Words = ""
    fonts: tuple[str, ...] = ()
    logo: str = ""
    signature: str = ""
