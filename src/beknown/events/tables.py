"""What becomes of each personal table in an export. A new table must be named here; a test says so when it isn't."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from beknown.events.purposes import purposes_of
from beknown.kit.db import Purpose

DIALOGUE: frozenset[Purpose] = purposes_of("assistant.memory.told.v1")


@dataclass(frozen=True, slots=True)
class Restoring:
    """How the rows of a table come back from an export.

    Args:
        purposes: At most these are believed of a column `purposes`.
        without: Columns that are left behind.
        settled: Values by column that stand for work under way, and what they come back as.
    """

    purposes: frozenset[Purpose] = DIALOGUE
    without: frozenset[str] = frozenset()
    settled: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])


RESTORED: Mapping[str, Restoring] = {
    "belief_proposal": Restoring(),
    "belief_reading": Restoring(),
    "belief": Restoring(),
    "belief_evidence": Restoring(),
    "conversation": Restoring(),
    "message": Restoring(
        without=frozenset({"run"}), settled={"state": {"streaming": "stopped", "waiting": "stopped"}}
    ),
    "message_citation": Restoring(),
    "message_context": Restoring(),
    "tool_call": Restoring(settled={"state": {"running": "failed", "waiting": "refused"}}),
    "attachment": Restoring(),
    "reminder": Restoring(),
    "care_setting": Restoring(),
    "anticipation": Restoring(),
    "suggestion": Restoring(),
    "suggestion_evidence": Restoring(),
    "profile": Restoring(),
    "follow": Restoring(),
    "follow_answer": Restoring(),
    "people_block": Restoring(),
    "people_list": Restoring(without=frozenset({"chat_id"})),
    "people_list_member": Restoring(),
    "post": Restoring(),
    "post_version": Restoring(),
    "post_image": Restoring(),
    "post_video": Restoring(),
    "post_reaction": Restoring(),
    "post_saved": Restoring(),
    "post_passed_on": Restoring(),
    "people_mute": Restoring(),
    "feed_setting": Restoring(),
    "feed_less": Restoring(),
    "chat_setting": Restoring(),
    "post_repost": Restoring(),
    "post_draft": Restoring(),
    "outlet_follow": Restoring(),
    "feed_less_source": Restoring(),
    "feed_less_made": Restoring(),
    "feed_rule": Restoring(),
}
"""Tables that come back row by row, those that others refer to first."""

BY_THEIR_OWN_WAY: Mapping[str, str] = {
    "source": "made anew by kind and account, with its switches",
    "event": "appended again with its id, under the purposes that its type may serve",
    "blob": "its bytes are kept again, and its row with them",
    "event_media": "rows whose purposes come from their event",
    "forgetting": "comes back where nothing was forgotten yet; the marks would mean nothing under another key",
    "forgotten": "comes back with its key",
    "belief_key": "comes back before the events, so that what is learned from them has the ids it had",
    "belief_mark": "comes back before the events, so that what was forgotten isn't learned from them",
}
"""Tables that come back, but not row by row."""

TOLD_ONLY: Mapping[str, str] = {
    "access_log": "tells what was read at the place it was read; elsewhere it would be untrue",
    "task": "work that was done at that place",
    "model_usage": "tells what models were used at that place",
    "api_usage": "tells what programs used at that place",
    "api_call": "tells when programs asked at that place",
    "api_file": "tells what programs gave at that place; the ids they know it by mean nothing elsewhere",
    "api_upload": "work of programs that was under way at that place",
    "api_upload_part": "work of programs that was under way at that place",
    "api_batch": "work of programs at that place",
    "vector_store": "made by programs at that place; the ids they know it by mean nothing elsewhere",
    "vector_store_file": "made by programs at that place",
    "vector_store_batch": "work of programs at that place",
    "vector_store_part": "computed from files that programs gave at that place",
    "api_response": "tells what programs asked and were answered; it hangs on keys, which don't travel",
    "api_background": "work of programs that was under way at that place",
    "api_response_event": "tells how answers of programs came, piece by piece",
    "api_conversation": "tells of talks of programs, which hang on keys, too",
    "api_item": "tells what was said in talks of programs",
    "belief_spending": "tells what a language model read at that place",
    "chat_reaction": "tells how you reacted to messages at that place",
    "chat_share": "tells what you let @beknown know in conversations at that place",
    "chat_answering": "how far an answer to you was that was being written at that moment",
    "chat": "conversations with others at that place; what you said and were told is in the events",
    "chat_member": "tells in which conversations you are at that place",
    "chat_media": "what you sent to others at that place to see and hear; its bytes are among your files",
    "chat_message": "what you said to others at that place; it is in the events, too",
    "feed_impression": "tells what was put on your feed at that place",
    "feed_deed": "tells what you did with it at that place; it is in the events, too",
    "made_item": "made for your feed of what was known at that place; it is made anew elsewhere",
    "made_source": "says what that stood on at that place",
    "outlet_kept": "names what others published, as it is known at that place alone",
    "import": "tells how archives were read at that place; what they held is in the events",
    "moderator": "says that you look at reports at that place",
    "post_link": "tells what pages said of themselves when your posts were read at that place",
    "report": "what you reported at that place",
    "video_work": "tells of videos that waited to be posted or sent at that place",
    "moderation_decision": "what was decided about you at that place; it isn't undone by leaving and coming back",
    "moderation_mark": "what is in force of it",
}
"""Tables that are in the export for the person to read, and don't come back."""

LEFT_OUT: Mapping[str, str] = {
    "password": "a credential; it must not travel in a file",
    "api_key": "credentials of programs; they must not travel in a file",
    "oauth_code": "one-time secrets, gone after a minute",
    "oauth_refresh": "credentials of apps; they must not travel in a file",
    "session": "credentials of open sessions",
    "passkey": "credentials; they only work at the place where they were made",
    "passkey_challenge": "one-time secrets, gone after minutes",
    "password_link": "a one-time secret",
    "invitation": "secrets of open invitations, which say nothing about the person",
    "event_letters": "computed from the events, and again after an import",
    "event_unread": "a queue of what is yet to be learned from",
    "memory": "computed from the events, and again after an import",
    "memory_vector": "computed from the events, and again after an import",
    "memory_waiting": "a queue of what is yet to be computed",
    "interest_signal": "computed from the events, and again after an import",
    "interest_choice": "read from the events, and again after an import",
    "interest": "computed from the events, and again after an import",
    "interest_evidence": "computed from the events, and again after an import",
    "interest_state": "says whether the interests are up to date",
    "style_observation": "computed from the events, and again after an import",
    "style_count": "computed from the events, and again after an import",
    "style_choice": "read from the events, and again after an import",
    "alias": "computed from the events, and again after an import",
    "alias_link": "computed from the events, and again after an import",
    "circle": "computed from the events, and again after an import",
    "circle_member": "computed from the events, and again after an import",
    "encounter": "computed from the events, and again after an import",
    "acquaintance": "computed from the events, and again after an import",
    "acquaintance_month": "computed from the events, and again after an import",
    "world_cue": "computed from the events, and again after an import",
    "place_visit": "computed from the events, and again after an import",
    "world_act": "computed from the events, and again after an import",
    "made_look": "says when it is looked for something to make for you next",
    "post_vector": "computed from your posts, and again after an import",
    "chat_inbox": "counts what you were told of at that place",
    "chat_change": "what you were told of at that place in the last days, so that open pages go on",
    "chat_noted": "says which event stands for which message at that place",
    "moderation_case": "reports about you that wait, which would tell of who reported; decisions are in the export",
    "text_sketch": "hashes of what you said in the last days, which is in the events",
    "moderation_step": "the log of those who decide",
    "export_file": "names the exports themselves",
}
"""Personal tables that aren't in the export, and why."""

CLEARED_WITH_EVERYTHING: tuple[str, ...] = (
    "chat_reaction",
    "chat_share",
    "chat_media",
    "video_work",
    "chat_message",
    "chat_member",
    "feed_impression",
    "made_item",
    "made_look",
    *reversed(RESTORED),
    "belief_mark",
    "belief_key",
    "belief_spending",
    "outlet_kept",
    "import",
    "api_response_event",
    "api_background",
    "api_response",
    "api_conversation",
    "api_item",
)
"""Besides the events and their sources, what goes when a person forgets everything and keeps the account."""
