"""Runs a mentoring programme from Google Forms, Sheets and Gmail."""

__version__ = "0.1.0"
