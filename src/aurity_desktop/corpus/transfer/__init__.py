"""Sessions on their way out and in: export, redaction, encryption under a passphrase, import."""
