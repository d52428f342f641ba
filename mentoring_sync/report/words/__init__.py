"""The words of the report, a file a language."""

from collections.abc import Mapping

from mentoring_sync.report.words import de, en, es, fr, pt
from mentoring_sync.report.words.words import Words

LANGUAGES: Mapping[str, Words] = {"en": en.WORDS, "de": de.WORDS, "es": es.WORDS, "fr": fr.WORDS, "pt": pt.WORDS}
"""By a language's code; English first."""
