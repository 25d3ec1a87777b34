"""Events that make accreditation known: whom they reached, and what happened afterwards."""
