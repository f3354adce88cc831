"""Runs schemathesis against every service of the fleet at BASE_URL: as nobody, as a user, as an admin.

Its last line is `api check: 11 passed, 1 failed, 60000 cases`, a run of one service by one caller each.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
# auth comes last: its admin suspends whom it finds, the other callers too.
SERVICES = ["tickets", "orders", "payments", "expiration", "auth"]
PASSWORD = "correct horse battery"
# A live view never ends; the tests of tickets and orders follow it.
ENDLESS = r"/live$"
# A few wrong passwords close an account to who guesses, and it is the caller's own.
GUESSES = r"^/api/users/(password|me)$"


def main() -> int:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--cases", type=int, default=2000, help="at most, of one operation")
    arguments.add_argument("--seed", type=int, default=20260101)
    arguments.add_argument("--service", action="append", choices=SERVICES)
    options = arguments.parse_args()
    base = os.environ["BASE_URL"]
    callers = {"nobody": None, "user": "user@demo.example", "admin": os.environ["ADMIN_EMAIL"]}
    for email in filter(None, callers.values()):
        post(f"{base}/api/users/signup", {"email": email, "password": PASSWORD})
    prove(base, callers["admin"])
    passed, failed, cases = 0, 0, 0
    for service in options.service or SERVICES:
        if not json.load(urllib.request.urlopen(f"{base}/api/{service}/openapi.json"))["paths"]:
            continue
        for caller, email in callers.items():
            print(f"== {service} as {caller}", flush=True)
            ok, tried = check(base, service, email, options)
            passed, failed, cases = passed + ok, failed + (not ok), cases + tried
    print(f"api check: {passed} passed, {failed} failed, {cases} cases", flush=True)
    return 1 if failed else 0


def post(url: str, body: dict) -> None:
    request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})
    urllib.request.urlopen(request).close()


def prove(base: str, email: str) -> None:
    """Follows the link that was sent to an address: the admin is one only then."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        for letter in Path(os.environ["MAIL_FOLDER"]).glob("*.eml"):
            text = letter.read_text()
            token = re.search(r"/account/verify-email#token=(\S+)", text)
            if f"To: {email}" in text and token:
                return post(f"{base}/api/users/email-verification/confirm", {"token": token.group(1)})
        time.sleep(0.1)
    sys.exit(f"no letter came to {email}")


def check(base: str, service: str, email: str | None, options: argparse.Namespace) -> tuple[bool, int]:
    config = "signed-in.toml" if email else "schemathesis.toml"
    command = [str(Path(sys.executable).with_name("schemathesis")), "--config-file", str(HERE / config), "--no-color"]
    command += ["run", f"{base}/api/{service}/openapi.json", "--url", base, "--checks", "all"]
    command += ["--max-examples", str(options.cases), "--seed", str(options.seed), "--suppress-health-check", "all"]
    command += ["--exclude-path-regex", f"{ENDLESS}|{GUESSES}" if email else ENDLESS]
    environment = os.environ | {"PYTHONPATH": str(HERE), "SCHEMATHESIS_HOOKS": "hooks", "PYTHONDONTWRITEBYTECODE": "1"}
    if email:
        environment |= {"API_EMAIL": email, "API_PASSWORD": PASSWORD}
    output = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    print(output.stdout, flush=True)
    tried = re.search(r"Test cases:\s*\n?.*?([\d,]+) generated", output.stdout, re.DOTALL)
    return output.returncode == 0, int(tried.group(1).replace(",", "")) if tried else 0


if __name__ == "__main__":
    sys.exit(main())
