from assistant.index import Index


def test_it_opens(index: Index) -> None:
    assert index.info.essays == 5
    assert len(index.rows) == len(index.sentence_vectors)
