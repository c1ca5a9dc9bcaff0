"""Retrieval: from a question as understood to the evidence that its kind calls for."""
