"""Accounts: who may come in, by password, passkey or invitation, and where they are signed in."""

from beknown.app.accounts.passwords import check_password
from beknown.app.accounts.people import find_person

__all__ = ["check_password", "find_person"]
