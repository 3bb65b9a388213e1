"""Accounts: who may come in, by password, passkey or invitation, and where they are signed in."""
