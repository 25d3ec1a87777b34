"""An institution's files, kept once and used by every question, action and audit that asks for them."""
