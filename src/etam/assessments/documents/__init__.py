"""The official documents of assessments: what each says as plain words, and its layout."""
