//! A dossier as a document, without touching the disk.
