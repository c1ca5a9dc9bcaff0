"""Checking one statement against a debate: who really says so, if anybody."""
