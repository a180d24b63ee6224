"""A `candor serve` that runs, and how tests talk to it: as a browser does, and as a browser would not."""

import http.client
import json
import re
import select
import signal
import socket
import subprocess
import time

from conftest import SMALL, surroundings
from pages import carried

PAGE = "<!doctype html>\n<html><head><title>A studio</title></head><body>here</body></html>\n"
# So many runs that none of these tests sees the last of them.
LARGE = "organization: {members: 20000}\nrun: {weeks: 500, replicates: 500}\n"
OUTCOMES = ["performance"]


def source(text=SMALL, **changes):
    return {"base": text, "name": "small.yaml", "changes": changes, "files": {}}


def told_in(page):
    return carried(page, "served")


class Served:
    """The process; ends when the block around it does."""

    def __init__(self, program, folder, *arguments):
        self.process = subprocess.Popen([program, "serve", *arguments], cwd=folder, env=surroundings(), text=True,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # fmt: skip
        ready, _, _ = select.select([self.process.stdout], [], [], 60)
        line = self.process.stdout.readline() if ready else ""
        found = re.fullmatch(r"→ http://127\.0\.0\.1:(\d+)/([0-9a-f]{32})/ ← open this\n", line)
        if not found:
            self.process.kill()
            raise AssertionError(f"{line!r}: {self.process.communicate()}")
        self.port, self.token = int(found[1]), found[2]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.stop()  # so it takes its folders along
        finally:
            self.process.kill()
            self.process.communicate()

    def stop(self, by=signal.SIGINT):
        """Its exit code, and how many seconds it took to end."""
        began = time.monotonic()
        self.process.send_signal(by)
        return self.process.wait(10), time.monotonic() - began

    def ask(self, path="", body=None, method=None, headers=(), token=None, timeout=20):
        """Status, headers and content of an answer; a header that is None is left out."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        given = {"Host": f"127.0.0.1:{self.port}"} | ({} if body is None else {"Content-Type": "application/json"})
        given |= dict(headers)
        connection.putrequest(method or ("GET" if body is None else "POST"), f"/{self.token if token is None else token}/{path}", skip_host=True, skip_accept_encoding=True)
        data = None if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        if data is not None and "Content-Length" not in given:
            given["Content-Length"] = str(len(data))
        for name, value in given.items():
            if value is not None:
                connection.putheader(name, value)
        connection.endheaders(data)
        response = connection.getresponse()
        content = response.read()
        connection.close()
        return response.status, response.headers, content

    def call(self, method, parameters=None, session="one"):
        """What the engine answers."""
        status, _, content = self.ask(f"api/call?session={session}", {"method": method, "parameters": parameters or {}})
        answer = json.loads(content)
        assert status == 200 and "error" not in answer, (status, answer)
        return answer["result"]

    def run(self, session="one"):
        """Begins a run; its number."""
        status, _, content = self.ask(f"api/run?session={session}", {})
        assert status == 200, content
        return json.loads(content)["result"]["run"]

    def raw(self, text, timeout=20):
        """All that comes back for these bytes until the server closes the connection."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=timeout) as connection:
            connection.sendall(text if isinstance(text, bytes) else text.encode())
            answer = b""
            while part := connection.recv(65536):
                answer += part
        return answer.decode(errors="replace")

    def head(self, path="", method="GET"):
        """The first lines of a request that would pass."""
        return f"{method} /{self.token}/{path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"


class Events:
    """The stream of a session's events."""

    def __init__(self, served, session="one", timeout=20):
        self.connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=timeout)
        self.connection.request("GET", f"/{served.token}/api/events?session={session}")
        self.response = self.connection.getresponse()
        self.status = self.response.status

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.response.close()
        self.connection.close()

    def lines(self):
        while line := self.response.readline():
            yield line.decode().rstrip("\n")

    def states(self):
        for line in self.lines():
            if line.startswith("data: "):
                yield json.loads(line.removeprefix("data: "))

    def until(self, run, *ends):
        """All states up to the one in which that run is at one of these ends."""
        seen = []
        for state in self.states():
            seen.append(state)
            if state["run"] == run and state["state"] in ends:
                return seen
            assert state["run"] <= run and state["state"] != "failed", seen
        raise AssertionError(f"the stream ended: {seen}")
