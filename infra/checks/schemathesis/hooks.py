"""What JSON Schema cannot say of this API, for schemathesis."""

from datetime import datetime, timedelta, timezone
from decimal import Decimal
from zoneinfo import available_timezones

import schemathesis
from hypothesis import strategies as st
from schemathesis.openapi.checks import RejectedPositiveData, UnsupportedMethodResponse, UseAfterFree

# Names that every version of the time zone database has.
ZONES = sorted(zone for zone in available_timezones() if zone.startswith(("Europe/", "America/", "Asia/")))
schemathesis.openapi.format("time-zone", st.sampled_from(ZONES))
# Nobody can make one up: a cursor comes from the `Link` header of the page before.
schemathesis.openapi.format("cursor", st.from_regex(r"\A[A-Za-z0-9_-]{1,60}\Z"))


def rejected_for_its_state(code: str, case) -> bool:
    """Whether a 400 is about how things stand (a password, a token, a signature), and not about the request's form."""
    if code != "invalid_request":
        return True
    query = case.query or {}
    return "after" in query


def is_past(response) -> bool:
    """Whether a time was refused because of the time that it is now."""
    return any("must not be in the past" in error["message"] for error in response.json().get("errors", []))


@schemathesis.hook
def filter_failure(context, failure, case, response) -> bool:
    if isinstance(failure, RejectedPositiveData) and response.status_code == 400:
        return not (rejected_for_its_state(response.json().get("code"), case) or is_past(response))
    # A key that was used for another request before.
    if isinstance(failure, RejectedPositiveData) and response.status_code == 422:
        return response.json().get("code") != "idempotency_key_reused"
    # A listing that was withdrawn is there for its seller, who is told so.
    if isinstance(failure, UseAfterFree):
        return response.json().get("status") != "withdrawn"
    # NGINX refuses it for everyone, and cannot know what a path allows.
    return not (isinstance(failure, UnsupportedMethodResponse) and case.method == "TRACE")


@schemathesis.hook
def map_body(context, body):
    """A listing's event is in the future and says its time zone, which no schema can ask for."""
    if isinstance(body, dict) and isinstance(body.get("startsAt"), str):
        try:
            at = datetime.fromisoformat(body["startsAt"].replace("Z", "+00:00"))
        except ValueError:
            return body
        if at.tzinfo is not None and at.year < 2090:
            later = datetime.now(timezone.utc) + timedelta(days=365)
            body["startsAt"] = later.isoformat()
        body.setdefault("timezone", "Europe/Oslo")
        if body["timezone"] in (None, ""):
            body["timezone"] = "Europe/Oslo"
    return body


@schemathesis.hook
def filter_body(context, body) -> bool:
    """Prices that became long by binary arithmetic (`0.57` as `0.5700000000000001`) are no multiples of a cent."""
    return not has_noise(body)


def has_noise(value) -> bool:
    if isinstance(value, dict):
        return any(map(has_noise, value.values()))
    if isinstance(value, list):
        return any(map(has_noise, value))
    return isinstance(value, float) and -Decimal(repr(value)).as_tuple().exponent > 12
