"""Changes what schemathesis is about to send, where chance alone would not come far or would end the run."""

import hashlib
import hmac
import os
import re
import uuid
import zlib

import schemathesis
from requests.auth import AuthBase

WEBHOOK = "/api/v1/github/webhook"
SECRET = os.environ["WAYBILL_FUZZ_WEBHOOK_SECRET"].encode()
KEPT = os.environ["WAYBILL_FUZZ_KEPT_IDS"].split(",")
EVENTS = ["push", "create", "delete", "installation", "installation_repositories", "repository", "check_run", "check_suite"]
EVENTS += ["pull_request", "ping"]


class LastTouch(AuthBase):
    """Changes the request as it is about to be sent, its bytes known."""

    def __call__(self, request):
        body = request.body or b""
        body = body.encode() if isinstance(body, str) else body
        if request.path_url == WEBHOOK:
            return signed(request, body)
        # A key belongs to one request; another request with it is rightly refused.
        key = request.headers.get("Idempotency-Key")
        if isinstance(key, str) and re.fullmatch("[!-~]{1,255}", key):
            whole = f"{request.method} {request.url} {key} ".encode() + body
            request.headers["Idempotency-Key"] = hashlib.sha256(whole).hexdigest()
        return request


def signed(request, body):
    """Signs most webhooks, as GitHub would: unsigned ones end at the signature."""
    chance = zlib.crc32(body)
    if chance % 5 == 0:
        return request
    request.headers["X-Hub-Signature-256"] = "sha256=" + hmac.new(SECRET, body, hashlib.sha256).hexdigest()
    request.headers["X-GitHub-Event"] = EVENTS[chance % len(EVENTS)]
    request.headers["X-GitHub-Delivery"] = hashlib.md5(body).hexdigest()
    return request


@schemathesis.hook
def before_call(context, case, kwargs):
    kwargs["auth"] = LastTouch()
    # Without its key, its member's role or the installation, the run would see nothing but refusals.
    if case.method not in ("GET", "HEAD") and (case.path_parameters or {}).get("id") in KEPT:
        case.path_parameters["id"] = str(uuid.UUID(int=0))
