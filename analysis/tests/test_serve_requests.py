"""`candor serve`: who is answered and who is not, and what may be sent."""

import concurrent.futures
import json
import os
import re
import socket
import time

import pytest

from serving import PAGE, told_in


def test_whoever_knows_the_address_sees_the_page(served):
    status, headers, content = served.ask()
    page = content.decode()
    assert status == 200 and headers["Content-Type"] == "text/html; charset=utf-8"
    assert told_in(page) == {"api": "api/", "scenario": None}
    assert re.sub(r"\n<script.*?</script>", "", page) == PAGE
    assert served.ask(headers={"Host": f"localhost:{served.port}"})[0] == 200
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"] and "default-src 'none'" in headers["Content-Security-Policy"]
    assert (headers["Referrer-Policy"], headers["Cache-Control"], headers["X-Content-Type-Options"]) == ("no-referrer", "no-store", "nosniff")


def test_each_start_has_another_token(serve):
    assert len({serve().token for _ in range(3)}) == 3


@pytest.mark.parametrize("path, body", [("", None), ("api/events?session=one", None), ("api/call?session=one", {"method": "describe"}), ("api/run?session=one", {})])
def test_a_wrong_token_finds_nothing(served, path, body):
    token = served.token
    others = ["", "0" * 32, token[:-1], token + "0", token.upper() + "x", token[:-1] + ("1" if token[-1] == "0" else "0"), "%" + token[1:]]
    for other in others:
        status, _, content = served.ask(path, body, token=other)
        assert (status, json.loads(content)) == (404, {"error": "not found"}), other
    assert served.raw(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\n\r\n").startswith("HTTP/1.1 404")


def test_a_foreign_host_is_refused(served):
    for host in ("evil.example", "127.0.0.1", f"127.0.0.1:{served.port + 1}", f"evil.example:{served.port}", f"127.0.0.1:{served.port}.evil.example", f"localhost.:{served.port}", "", None):
        assert served.ask(headers={"Host": host})[0] == 403, host
        assert served.ask("api/call?session=one", {"method": "describe"}, headers={"Host": host})[0] == 403, host
    assert served.raw(served.head() + "Host: evil.example\r\n\r\n").startswith("HTTP/1.1 403")
    assert served.raw(f"GET /{served.token}/ HTTP/1.0\r\n\r\n").split(" ")[1] == "403"


def test_other_pages_are_refused(served):
    own = f"http://127.0.0.1:{served.port}"
    asked = ("api/call?session=one", {"method": "describe"})
    assert served.ask(*asked, headers={"Origin": own})[0] == 200
    for origin in ("http://evil.example", "null", "http://127.0.0.1", own + "0", own.replace("http", "https")):
        assert served.ask(*asked, headers={"Origin": origin})[0] == 403, origin
    # What a page can send without being allowed to is no JSON.
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", None):
        assert served.ask(*asked, headers={"Content-Type": kind})[0] == 415, kind
    for method in ("OPTIONS", "PUT", "DELETE", "HEAD", "TRACE", "PATCH"):
        status, headers, _ = served.ask(method=method)
        assert status in (400, 405), method
        assert not [name for name in headers if name.lower().startswith("access-control")]


def test_nothing_but_the_page_is_there(served):
    for path in ("..", "../", "../../etc/passwd", "%2e%2e/%2e%2e/etc/passwd", "..%2f..%2fetc/passwd", "page.html", "small.yaml", "/etc/passwd", "api", "api/", "api/call/", "api/../", "%00", "\\..\\", "?/../x/"):
        status, _, content = served.ask(path)
        assert status == (200 if path.startswith("?") else 404), path
        assert b"root:" not in content


def test_a_body_is_limited(served):
    asked = "api/call?session=one"
    status, _, content = served.ask(asked, b" " * ((8 << 20) + 1))
    assert status == 413 and "8 MB" in json.loads(content)["error"]
    assert served.ask(asked, b"", headers={"Content-Length": "99999999999999999999999"})[0] == 400
    assert served.ask(asked, b"", headers={"Content-Length": "-1"})[0] == 400
    status, _, content = served.ask(asked, b" " * (8 << 20))
    assert status == 400 and "not understood" in json.loads(content)["error"]
    assert served.ask()[0] == 200


def test_a_head_is_limited(served):
    try:
        assert "200 OK" not in served.raw(served.head() + "X: " + "x" * (80 << 20) + "\r\n\r\n")
    except ConnectionError:
        pass
    assert served.raw(f"GET /{'x' * 9000} HTTP/1.1\r\n\r\n").split(" ")[1] in ("403", "414")
    assert served.ask()[0] == 200


def test_one_request_cannot_hide_another(served):
    hidden = f"GET /{served.token}/ HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\n\r\n"
    post = served.head("api/call?session=one", "POST") + "Content-Type: application/json\r\n"
    body = '{"method": "describe"}'
    requests = {
        post + f"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n{hidden}": "411",
        post + f"Transfer-Encoding: chunked\r\n\r\n{len(body):x}\r\n{body}\r\n0\r\n\r\n{hidden}": "411",
        post + f"Transfer-Encoding : chunked\r\nContent-Length: {len(body)}\r\n\r\n{body}{hidden}": None,
        post + f"Content-Length: {len(body)}\r\nContent-Length: 3\r\n\r\n{body}{hidden}": "400",
        post + f"Content-Length: {len(body)}, 3\r\n\r\n{body}{hidden}": "400",
        post + f"Content-Length: +{len(body)}\r\n\r\n{body}{hidden}": "400",
        post + f"\r\n{body}{hidden}": "411",
        served.head() + f"Content-Length: {len(hidden)}\r\n\r\n{hidden}": "400",
        # Whatever follows a request on its connection is never looked at.
        post + f"Content-Length: {len(body)}\r\n\r\n{body}{hidden}": "200",
        served.head() + f"Connection: keep-alive\r\n\r\n{hidden}": "200",
    }
    for request, status in requests.items():
        answer = served.raw(request)
        assert answer.count("HTTP/1.1 ") == 1, request
        assert status is None or answer.split(" ")[1] == status, request


def test_what_is_no_request_does_no_harm(served):
    for words in (b"", b"\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00", b"GET\r\n\r\n", b"\x00" * 5000, b"GET / HTTP/9.9\r\n\r\n", os.urandom(20000)):
        with socket.create_connection(("127.0.0.1", served.port), timeout=20) as connection:
            connection.sendall(words)
            connection.shutdown(socket.SHUT_WR)
            try:
                assert b" 200 " not in connection.recv(65536)
            except ConnectionError:
                pass
    for body in (b"", b"{", b"[]", b"null", b'{"method": 3}', b'{"parameters": {}}', b"[" * 1_000_000, b"\xff\xfe"):
        status, _, content = served.ask("api/call?session=one", body)
        assert status == 400 and json.loads(content)["error"], body[:20]
    for name in ("", "session=", "session=a%20b", "session=../x", "session=" + "a" * 65, "session=one&session=two"):
        assert served.ask(f"api/call?{name}", {"method": "describe"})[0] == 400, name
    assert served.ask()[0] == 200


def test_a_hundred_dropped_connections(served):
    """Half a request, a request without anybody who waits, a stream that nobody reads: then it answers as ever."""
    halves = [served.head()[:20], served.head(), served.head() + "\r\n", served.head("api/events?session=gone") + "\r\n", ""]
    for i in range(100):
        connection = socket.create_connection(("127.0.0.1", served.port), timeout=20)
        connection.sendall(halves[i % len(halves)].encode())
        if i % 2:  # not a farewell but a reset
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
        connection.close()
    began = time.monotonic()
    assert served.ask()[0] == 200
    assert time.monotonic() - began < 2


@pytest.mark.skipif("CANDOR_SLOW_TESTS" not in os.environ, reason="waits for a time limit")
def test_slow_clients_do_not_keep_others_out(served):
    idle = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(60)]
    for connection in idle:
        connection.sendall(served.head().encode())
    with concurrent.futures.ThreadPoolExecutor() as pool:
        answered = pool.submit(served.ask, timeout=60)
        while not answered.done():  # a byte now and then does not help them
            for connection in idle:
                try:
                    connection.sendall(b"x")
                except ConnectionError:
                    pass
            time.sleep(0.5)
        assert answered.result()[0] == 200
    for connection in idle:
        connection.close()
