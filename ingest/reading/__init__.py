"""Readings: what each voice says in an essay, as points; made once, kept as files, checked here."""
