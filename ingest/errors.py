"""Everything that can stop an ingestion, as a tree.

IngestError
├── UnreadableDocument      the file cannot be opened as what it is
│   ├── UnsupportedMediaType    no reader for this kind of file
│   └── DamagedDocument         the kind is known, the bytes are broken or locked
├── NotAReport              readable, but no annual report (blank form, notice, novel, list)
├── UnknownAgency           no agency can be found in the title
└── UnknownYear             no year can be found in the title
StoreError                  a store cannot be opened or written
├── SchemaTooNew            the archive was written by a newer program
└── StoreBusy               another process is writing

Every message says where, what was expected, what was found and, where it helps, what to do.
"""


class IngestError(Exception):
    """What stops one document and no other; its message is one sentence for the person who gave the file."""


class UnreadableDocument(IngestError):
    """The file cannot be opened as what it is."""


class UnsupportedMediaType(UnreadableDocument):
    """There is no reader for this kind of file."""


class DamagedDocument(UnreadableDocument):
    """The kind of file is known, but its bytes are broken, empty or locked."""


class NotAReport(IngestError):
    """The document is readable and is no annual report."""


class UnknownAgency(IngestError):
    """No agency can be found in the title."""


class UnknownYear(IngestError):
    """No year can be found in the title."""


class StoreError(Exception):
    """A store cannot be opened or written."""


class SchemaTooNew(StoreError):
    """The archive was written by a newer program."""


class StoreBusy(StoreError):
    """Another process is writing."""
