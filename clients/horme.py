"""A Horme of one's own: temporary data directory, free port, stopped in any case."""

import json
import re
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

START = 60  # Seconds a server may take until it listens.


class Horme:
    def __init__(self, binary):
        self.binary, self.folder = str(binary), tempfile.TemporaryDirectory(prefix="horme-interop-")
        self.data, self.process = f"{self.folder.name}/data", None

    def words(self, *arguments):
        return [self.binary, "--data-dir", self.data, *arguments]

    def command_line(self, operation, arguments):
        """The operation by command line, in process: only while nothing is served."""
        words = self.words("--format", "json", "call", operation, "--json", "-", "--idempotency-key", f"prepare-{time.monotonic_ns()}")
        done = subprocess.run(words, input=json.dumps(arguments), capture_output=True, text=True)
        return json.loads(done.stdout)

    def operations(self):
        return json.loads(subprocess.run(self.words("operations", "--format", "json"), capture_output=True, text=True).stdout)["operations"]

    def serve(self):
        log = open(f"{self.folder.name}/serve.log", "w+")
        self.process = subprocess.Popen(self.words("serve", "--port", "0"), stderr=log)
        self.url = listening(self.process, Path(log.name), r"(http://[0-9.]+:\d+) [\s\S]*access token")
        self.token = Path(self.data, "token").read_text()
        self.routes = {}
        for path, methods in self.http("GET", "/openapi.json")["paths"].items():
            for method, operation in methods.items():
                self.routes[operation.get("operationId")] = (method.upper(), path)

    def http(self, method, path, body=None, headers={}):
        """The answer's JSON, a problem's too."""
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"} | headers
        request = urllib.request.Request(self.url + path, method=method, headers=headers, data=body and json.dumps(body).encode())
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as refused:
            return json.load(refused)

    def over_http(self, operation, arguments):
        method, path = self.routes[operation]
        rest = dict(arguments)
        for name in re.findall(r"{(\w+)}", path):
            path = path.replace(f"{{{name}}}", urllib.parse.quote(str(rest.pop(name)), safe=""))
        if method in ("GET", "DELETE"):
            return self.http(method, path + ("?" + urllib.parse.urlencode(rest, doseq=True) if rest else ""))
        return self.http(method, path, rest)

    def stop(self):
        stop(self.process)
        self.folder.cleanup()


def listening(process, log, pattern):
    """Waits until the process says in its log where it listens."""
    until = time.monotonic() + START
    while time.monotonic() < until and process.poll() is None:
        if found := re.search(pattern, log.read_text()):
            return found[1 if found.re.groups else 0]
        time.sleep(0.05)
    raise SystemExit(f"interop: {process.args[0]} does not listen:\n{log.read_text()[-2000:]}")


def stop(process):
    if process and process.poll() is None:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
