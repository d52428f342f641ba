"""The settings: `config/*.toml` and what stands in *Control* become frozen models, or every mistake at once."""
