"""The screens. Nothing here decides what an answer says: screens draw what the assistant built."""
