"""`beknown settings`: everything that can be set."""

from dataclasses import dataclass

from pydantic import PostgresDsn, SecretStr
from pydantic_core import PydanticUndefined

from beknown.app.commands import AsJson, show
from beknown.kit.settings import SETTINGS_FILE, Settings, load_settings

HIDDEN = "(hidden)"


@dataclass(frozen=True, slots=True)
class SettingReport:
    """One setting: how to set it, what it does, its default and what it is now."""

    variable: str
    key: str
    description: str
    default: str | None
    value: str | None
    is_set: bool


def describe_settings(settings: Settings) -> list[SettingReport]:
    """List every setting; secrets, and addresses that may hold a password, are hidden."""
    return [
        SettingReport(
            variable=f"BEKNOWN_{name.upper()}",
            key=name,
            description=" ".join((field.description or "").split()),
            default=None if field.default in (None, PydanticUndefined) else str(field.default),
            value=_visible(getattr(settings, name)),
            is_set=name in settings.model_fields_set,
        )
        for name, field in Settings.model_fields.items()
    ]


def list_settings(*, as_json: AsJson = False) -> None:
    """List every setting with its meaning, default and present value.

    Args:
        as_json: Print one JSON document.
    """
    settings = load_settings()
    reports = describe_settings(settings)
    head = (
        f"Set them as variables, or without BEKNOWN_ and in small letters in {settings.home / SETTINGS_FILE}."
    )
    lines = [
        line
        for each in reports
        for line in (
            f"{each.variable} = {each.value or ''}{'' if each.is_set else '  (default)'}",
            f"    {each.description}",
        )
    ]
    show(reports, [head, *lines], as_json=as_json)


def _visible(value: object) -> str | None:
    if value is None:
        return None
    return HIDDEN if isinstance(value, SecretStr | PostgresDsn) else str(value)
