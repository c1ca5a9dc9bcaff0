"""Turns a debate folder into analysed essays and an index that answers can be drawn from."""
