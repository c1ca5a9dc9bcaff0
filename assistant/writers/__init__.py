"""Writers turn evidence into statements: the quoting writer, or a chat model behind one seam."""
