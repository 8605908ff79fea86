"""The clinical note outside of the window: its forms, its texts, CIE-10, FHIR."""
