"""The model of the classroom: rules, rows, reads, verbs and file formats. It has never heard of a terminal."""
