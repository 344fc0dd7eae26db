"""Asking for addresses of other sites: a real server with bad manners, and a clock that nobody waits for."""

from __future__ import annotations

import socket
import ssl
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st
from urllib3.util import Url, parse_url

from onward.external.answer import Trouble
from onward.external.ask import MAX_HOPS, MAX_SECONDS, Asker, retry_after
from onward.external.connection import MAX_BODY, Limits, Reply, is_public, trusted
from onward.external.pace import LONGEST_WAIT, Held, Pace
from web import (
    START,
    Clock,
    Handler,
    Manner,
    Web,
    by_method,
    dripping,
    endless,
    here,
    in_turn,
    moved,
    page,
    raw,
    serve,
    silent,
    status,
)

IMPATIENT = Limits(step=0.2, request=0.4)
PATIENT_STEPS = Limits(step=5.0, request=0.4)


@pytest.fixture
def web() -> Iterator[Web]:
    with serve(Clock()) as served:
        yield served


# Pace


def gaps(web: Web) -> dict[str, list[float]]:
    """For each host the seconds between two of its requests, by the clock, as the server saw them."""
    times: dict[str, list[float]] = defaultdict(list)
    for seen in web.seen:
        times[seen.host].append(seen.at)
    return {host: [later - earlier for earlier, later in pairwise(at)] for host, at in times.items()}


def test_a_host_is_asked_once_a_second(web: Web) -> None:
    web.pages = {f"/{number}": status(200) for number in range(5)}
    asker = Asker(web.connections(), Pace(web.clock), web.clock)
    for number in range(5):
        assert asker.ask(web.url(f"/{number}")).status == 200
    assert gaps(web) == {"one.onward.uk": [1.0] * 4}
    assert web.clock.waits == [1.0] * 4


def test_many_hosts_are_asked_at_once_and_each_of_them_once_a_second(web: Web) -> None:
    hosts = [f"host-{number}.uk" for number in range(6)]
    web.pages = {f"/{number}": status(200) for number in range(4)}
    # Redirects to the other hosts, too: these are requests like any other.
    web.pages |= {f"/to-{host}": moved(302, web.url("/0", host)) for host in hosts}
    asker = Asker(web.connections(), Pace(web.clock), web.clock)
    addresses = [web.url(path, host) for host in hosts for path in sorted(web.pages)]
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(asker.ask, addresses))
    assert {answer.status for answer in answers} == {200}
    found = gaps(web)
    assert sorted(found) == hosts
    assert sum(len(each) for each in found.values()) == len(hosts) * (4 + 2 * len(hosts)) - len(hosts)
    assert min(gap for each in found.values() for gap in each) >= 1.0 - 1e-9


def test_hosts_do_not_wait_for_each_other(web: Web) -> None:
    pace = Pace(web.clock)
    with pace.turn("one"), pace.turn("two"):
        pass
    assert web.clock.waits == []


# HEAD and GET


def test_a_page_that_is_there_is_asked_for_with_one_head(web: Web) -> None:
    web.pages = {"/": status(200)}
    assert web.ask("/").worked
    assert web.asked() == ["HEAD /"]


def test_the_request_says_who_asks_and_nothing_else(web: Web) -> None:
    web.pages = {"/again": status(200, Set_Cookie="who=me")}
    web.pages["/"] = in_turn(moved(302, web.url("/again").replace("http://", "http://me:secret@")), status(200))
    asker = Asker(web.connections(), Pace(web.clock), web.clock)
    address = web.url("/").replace("http://", "http://me:secret@")
    assert [hop.to for hop in asker.ask(address).hops] == [web.url("/again")]
    assert asker.ask(address).worked
    assert {seen.headers["User-Agent"] for seen in web.seen} == {"Test/1 (+https://guide.uk/)"}
    assert not [seen for seen in web.seen if {"Cookie", "Authorization", "Referer"} & seen.headers.keys()]


@pytest.mark.parametrize("code", [400, 403, 404, 405, 410, 500, 501])
def test_get_is_tried_where_head_does_not_do(web: Web, code: int) -> None:
    web.pages = {"/": by_method(status(code), page("<p>Here"))}
    assert web.ask("/").worked
    assert web.asked() == ["HEAD /", "GET /"]
    assert web.clock.waits == [1.0]


@pytest.mark.parametrize("refusal", [raw(b""), raw(b"what?\r\n\r\n")])
def test_get_is_tried_where_head_is_cut_off(web: Web, refusal: Manner) -> None:
    web.pages = {"/": by_method(refusal, page("<p>Here"))}
    assert web.ask("/").worked


def test_what_is_gone_is_asked_for_twice_and_no_more(web: Web) -> None:
    assert web.ask("/gone").status == 404
    assert web.asked() == ["HEAD /gone", "GET /gone"]


@pytest.mark.parametrize("code", [401, 403, 418, 451])
def test_who_is_not_wanted_does_not_insist(web: Web, code: int) -> None:
    web.pages = {"/": status(code)}
    assert web.ask("/").status == code
    assert web.asked() == ["HEAD /", "GET /"]


# Again


@pytest.mark.parametrize("manner", [status(500), status(503), raw(b""), raw(b"HTTP/1.1")])
def test_a_server_that_fails_twice_is_asked_again(web: Web, manner: Manner) -> None:
    web.pages = {"/": in_turn(manner, manner, status(200))}
    assert web.ask("/").worked
    assert web.asked() == ["HEAD /", "GET /", "GET /"]
    assert web.clock.waits == [1.0, 2.0]


def test_it_is_asked_no_more_than_three_times_after_head(web: Web) -> None:
    web.pages = {"/": status(502)}
    assert web.ask("/").status == 502
    assert web.asked() == ["HEAD /", "GET /", "GET /", "GET /"]
    assert web.clock.waits == [1.0, 2.0, 4.0]


@pytest.mark.parametrize("code", [429, 503])
@pytest.mark.parametrize("value", ["30", "Fri, 27 Nov 2026 12:00:30 GMT"])
def test_a_server_that_asks_to_wait_is_waited_for(web: Web, code: int, value: str) -> None:
    web.pages = {"/": in_turn(status(code, Retry_After=value), status(200))}
    assert web.ask("/").worked
    assert web.asked() == ["HEAD /", "GET /"]
    assert web.clock.waits == [30.0]


def test_the_whole_host_is_waited_for_by_others_too(web: Web) -> None:
    web.pages = {"/busy": in_turn(status(429, Retry_After="30"), status(200)), "/other": status(200)}
    asker = Asker(web.connections(), Pace(web.clock), web.clock)
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(asker.ask, [web.url("/busy")] + [web.url("/other")] * 3))
    assert all(answer.worked for answer in answers)
    busy = next(seen.at for seen in web.seen if seen.path == "/busy")
    after = [seen.at for seen in web.seen if seen.at > busy]
    assert min(after) >= busy + 30


def test_its_last_word_counts_too(web: Web) -> None:
    web.pages = {"/busy": status(503, Retry_After="20"), "/other": status(200)}
    asker = Asker(web.connections(), Pace(web.clock), web.clock)
    assert [asker.ask(web.url(path)).status for path in ("/busy", "/other")] == [503, 200]
    assert gaps(web) == {"one.onward.uk": [20.0, 20.0, 20.0]}


def test_only_who_cannot_serve_is_waited_for(web: Web) -> None:
    web.pages = {"/": status(200, Retry_After="30"), "/gone": status(404, Retry_After="30")}
    asker = Asker(web.connections(), Pace(web.clock), web.clock)
    assert [asker.ask(web.url(path)).status for path in ("/", "/gone", "/")] == [200, 404, 200]
    assert web.asked() == ["HEAD /", "HEAD /gone", "GET /gone", "HEAD /"]
    assert web.clock.monotonic() < 30


@pytest.mark.parametrize("seconds", [LONGEST_WAIT + 1, 3600])
def test_a_server_that_asks_for_long_is_left_alone(web: Web, seconds: float) -> None:
    web.pages = {"/": status(429, Retry_After=f"{seconds:.0f}"), "/other": status(200)}
    asker = Asker(web.connections(), Pace(web.clock), web.clock)
    assert asker.ask(web.url("/")).status == 429
    assert asker.ask(web.url("/other")).trouble is Trouble.HELD
    assert asker.ask(web.url("/other", "two.onward.uk")).worked
    assert [(seen.host, seen.path) for seen in web.seen] == [("one.onward.uk", "/"), ("two.onward.uk", "/other")]
    assert web.clock.monotonic() < LONGEST_WAIT


def test_a_host_that_always_asks_to_wait_does_not_hold_the_run_for_ever(web: Web) -> None:
    web.pages = {"/": status(503, Retry_After="110")}
    assert web.ask("/").status == 503
    assert web.clock.monotonic() <= 180


def test_a_held_host_raises(web: Web) -> None:
    pace = Pace(web.clock)
    pace.hold("one")
    with pytest.raises(Held), pace.turn("one"):
        pass


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("", 0),
        ("0", 0),
        (" 120 ", 120),
        ("-5", 0),
        ("1.5", 0),
        ("²", 0),
        ("soon", 0),
        ("9" * 400, 999_999_999),
        ("Fri, 27 Nov 2026 12:01:00 GMT", 60),
        ("Fri, 27 Nov 2026 13:01:00 +0100", 60),
        ("Friday, 27-Nov-26 12:01:00 GMT", 60),
        ("Fri Nov 27 12:01:00 2026", 60),
        ("Fri, 27 Nov 2026 11:00:00 GMT", 0),
        ("Fri, 99 Nov 2026 12:01:00 GMT", 0),
    ],
)
def test_retry_after(value: str, seconds: float) -> None:
    assert retry_after(value, START) == seconds


# Redirects


def test_redirects_are_followed_and_told(web: Web) -> None:
    web.pages = {"/": moved(301, "/a"), "/a": moved(302, "b?c=1#d"), "/b?c=1": status(200)}
    answer = web.ask("/")
    assert answer.worked
    assert [(hop.status, hop.to) for hop in answer.hops] == [(301, web.url("/a")), (302, web.url("/b?c=1"))]


def test_a_redirect_with_letters_of_its_own_is_followed(web: Web) -> None:
    web.pages = {
        "/": raw("HTTP/1.1 301 Moved\r\nLocation: /café here\r\n\r\n".encode()),
        "/caf%C3%A9%20here": status(200),
    }
    assert web.ask("/").worked


def test_a_loop_ends(web: Web) -> None:
    web.pages = {"/": moved(302, "/a"), "/a": moved(302, "/")}
    assert web.ask("/").trouble is Trouble.LOOP
    assert web.asked() == ["HEAD /", "HEAD /a"]


def test_a_chain_has_an_end(web: Web) -> None:
    web.pages = {f"/{number}": moved(302, f"/{number + 1}") for number in range(MAX_HOPS + 5)}
    assert web.ask("/0").trouble is Trouble.TOO_MANY
    assert len(web.seen) == MAX_HOPS + 1


def test_a_chain_of_slow_pages_has_an_end(web: Web) -> None:
    def slow(handler: Handler) -> None:
        web.clock.sleep(70)
        moved(302, f"{handler.path}0")(handler)

    web.pages = {f"/{'0' * number}": slow for number in range(8)}
    answer = web.ask("/")
    assert (answer.trouble, answer.detail) == (Trouble.TIMEOUT, "in 180 seconds")
    assert len(web.seen) == 3


@pytest.mark.parametrize(
    "to", ["file:///etc/passwd", "mailto:a@b.uk", "https:///", "http://[::1", "http://a:99999999/"]
)
def test_a_redirect_out_of_the_web_is_not_followed(web: Web, to: str) -> None:
    web.pages = {"/": moved(302, to)}
    assert web.ask("/").trouble is Trouble.ELSEWHERE


def test_a_redirect_to_nowhere_is_its_status(web: Web) -> None:
    web.pages = {"/": status(302)}
    assert web.ask("/").status == 302


# Servers with bad manners


@pytest.mark.parametrize(
    ("manner", "trouble"),
    [
        (raw(b""), Trouble.CLOSED),
        (raw(b"HTTP/1.1"), Trouble.NOT_HTTP),
        (raw(b"HTTP/1.1 200 O"), Trouble.CLOSED),
        (raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n"), Trouble.CLOSED),
        (raw(b"HTTP/1.1 200 OK\r\nContent-Le"), Trouble.CLOSED),
        (raw(b"SSH-2.0-OpenSSH_9.2\r\n"), Trouble.NOT_HTTP),
        (raw(b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200), Trouble.NOT_HTTP),
    ],
)
def test_what_is_no_answer_is_told(web: Web, manner: Manner, trouble: Trouble) -> None:
    web.pages = {"/": manner}
    assert web.ask("/").trouble is trouble
    assert len(web.seen) == 4


def test_a_server_that_never_answers_is_given_up(web: Web) -> None:
    web.pages = {"/": silent}
    answer = web.ask("/", limits=IMPATIENT)
    assert (answer.trouble, answer.detail) == (Trouble.TIMEOUT, "in 0.2 seconds")


def test_a_server_that_answers_byte_by_byte_is_given_up(web: Web) -> None:
    web.pages = {"/": dripping}
    answer = web.ask("/", limits=PATIENT_STEPS)
    assert (answer.trouble, answer.detail) == (Trouble.TIMEOUT, "in 0.4 seconds")


def test_a_slow_server_is_waited_for(web: Web) -> None:
    def slow(handler: object) -> None:
        web.over.wait(0.05)
        status(200)(handler)  # type: ignore[arg-type]

    web.pages = {"/": slow}
    assert web.ask("/").worked
    assert len(web.seen) == 1


def test_a_page_without_an_end_is_not_read_to_its_end(web: Web) -> None:
    web.pages = {"/": endless}
    answer = web.ask("/", "start", "later")
    assert answer.worked
    assert answer.anchors == {"start": True, "later": None}  # It may come yet.
    reply = web.connections().request("GET", parse_url(web.url("/")), body=True)
    assert (len(reply.body), reply.whole) == (MAX_BODY, False)


def test_a_page_that_breaks_off_is_there_but_its_anchors_are_not_known(web: Web) -> None:
    web.pages = {"/": page("<p id=start>", Content_Length="5000")}
    answer = web.ask("/", "start", "later")
    assert answer.worked
    assert answer.anchors == {"start": True, "later": None}


def test_a_length_that_is_no_number_stops_nothing(web: Web) -> None:
    web.pages = {"/": page("<p id=start>", Content_Length="many")}
    assert web.ask("/", "start").anchors == {"start": True}


def test_nobody_listens(web: Web) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    asker = Asker(web.connections(), Pace(web.clock), web.clock)
    assert asker.ask(f"http://one.onward.uk:{port}/").trouble is Trouble.REFUSED


def test_a_host_without_ipv6_is_asked_by_ipv4(web: Web) -> None:
    def both(host: str, port: int) -> list[tuple[socket.AddressFamily, str]]:
        return [(socket.AF_INET6, "100::1"), *here(host, port)]  # 100::/64 leads nowhere: RFC 6666.

    web.pages = {"/": status(200)}
    assert web.ask("/", resolve=both, limits=Limits(step=1.0, request=5.0)).worked


def test_a_machine_without_ipv6_asks_by_ipv4(web: Web) -> None:
    def both(host: str, port: int) -> list[tuple[socket.AddressFamily, str]]:
        return [(9999, "::1"), *here(host, port)]  # type: ignore[list-item] # A family that no machine knows.

    web.pages = {"/": status(200)}
    assert web.ask("/", resolve=both).worked


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (socket.gaierror(socket.EAI_NONAME, ""), Trouble.UNKNOWN_HOST),
        (socket.gaierror(socket.EAI_AGAIN, ""), Trouble.NO_NAMES),
        (UnicodeError("label too long"), Trouble.NO_ADDRESS),
        (OSError(101, "Network is unreachable"), Trouble.UNREACHABLE),
    ],
)
def test_a_name_that_leads_nowhere(web: Web, error: Exception, trouble: Trouble) -> None:
    def none(host: str, port: int) -> list[tuple[socket.AddressFamily, str]]:
        raise error

    assert web.ask("/", resolve=none).trouble is trouble


def test_an_unknown_host_is_looked_up_for_its_first_page_alone(web: Web) -> None:
    asker = Asker(web.connections(), Pace(web.clock), web.clock)
    for path in ("/a", "/b", "/c"):
        assert asker.ask(web.url(path, "unknown.uk")).trouble is Trouble.UNKNOWN_HOST
    assert web.clock.waits == [2.0, 4.0]


@pytest.mark.parametrize(
    "address",
    [
        "https://",
        "http://exa mple.uk/",
        "http://[::1/",
        "http://one.uk:99999/",
        "ftp://one.uk/",
        "https:///path",
    ],
)
def test_what_is_no_address_is_told(web: Web, address: str) -> None:
    asker = Asker(web.connections(), Pace(web.clock), web.clock)
    assert asker.ask(address).trouble is Trouble.NO_ADDRESS
    assert web.clock.waits == []


# Private networks


@pytest.mark.parametrize(
    ("number", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 -- Nothing is bound to it.
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:8.8.8.8", True),
    ],
)
def test_what_is_public(number: str, public: bool) -> None:
    assert is_public(number) is public


def test_a_private_network_is_never_touched(web: Web) -> None:
    web.pages = {"/": status(200)}
    assert web.ask("/", allow_local=False).trouble is Trouble.PRIVATE
    assert web.seen == []


def test_one_private_number_among_public_ones_is_enough(web: Web) -> None:
    def mixed(host: str, port: int) -> list[tuple[socket.AddressFamily, str]]:
        return [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET, "8.8.8.8")]

    assert web.ask("/", allow_local=False, resolve=mixed).trouble is Trouble.PRIVATE
    assert web.seen == []


# Anchors


HTML = "<h2 id='a'>A</h2><a name='b'></a><p id='ü'>"


@pytest.mark.parametrize(
    ("fragment", "anchors"),
    [
        ("a", {"a": True}),
        ("b", {"b": True}),
        ("%C3%BC", {"%C3%BC": True}),
        ("top", {"top": True}),
        ("c", {"c": False}),
        (":~:text=A", {":~:text=A": None}),
        ("!/route", {"!/route": None}),
        ("/route", {"/route": None}),
    ],
)
def test_anchors_are_looked_for(web: Web, fragment: str, anchors: dict[str, bool | None]) -> None:
    web.pages = {"/": page(HTML)}
    assert web.ask("/", fragment).anchors == anchors
    assert web.asked() == (["HEAD /"] if anchors[fragment] is None else ["GET /"])


@pytest.mark.parametrize("manner", [page(HTML, Content_Type="application/pdf"), page(""), status(204)])
def test_where_there_are_no_anchors_none_is_missed(web: Web, manner: Manner) -> None:
    web.pages = {"/": manner}
    answer = web.ask("/", "page=3")
    assert answer.worked
    assert answer.anchors == {"page=3": None}


@pytest.mark.parametrize(
    "hostile",
    [
        "<p id=a style='" + "(" * 100_000 + "'>",
        "<div>" * 100_000 + "<p id=a>",
        "<p id=a>" + "<![CDATA[" * 10_000,
        "<p id=a>\0\ufffe&#0;&#x110000;",
        "<?xml version='1.0' encoding='utf-16'?><p id=a>",
    ],
    ids=["style", "depth", "cdata", "characters", "encoding"],
)
def test_a_hostile_page_is_read_or_not_and_harms_nobody(web: Web, hostile: str) -> None:
    web.pages = {"/": page(hostile)}
    answer = web.ask("/", "a")
    assert answer.worked
    assert set(answer.anchors) <= {"a"}


# Anything at all


class Nothing:
    """A network that answers everything with the same headers."""

    def __init__(self, reply: Reply) -> None:
        self.reply = reply

    def request(self, method: str, url: Url, *, body: bool) -> Reply:
        assert url.url.isascii()
        return self.reply

    def cut(self) -> None: ...


TEXT = st.text(st.characters(exclude_categories=["Cs"]))
HEADER = st.text(st.characters(max_codepoint=255))


@given(st.one_of(TEXT, TEXT.map("https://{}".format), TEXT.map("http://one.uk/{}".format)), TEXT)
def test_any_address_is_asked_for_or_told(address: str, fragment: str) -> None:
    clock = Clock()
    asker = Asker(Nothing(Reply(200, {}, b"<p>")), Pace(clock), clock)
    answer = asker.ask(address, [fragment])
    assert answer.worked or answer.trouble is Trouble.NO_ADDRESS


@given(st.sampled_from([200, 301, 429, 503]), HEADER, HEADER, HEADER, st.binary())
def test_any_header_is_borne(code: int, location: str, wait: str, kind: str, body: bytes) -> None:
    clock = Clock()
    headers = {"location": location, "retry-after": wait, "content-type": kind}
    answer = Asker(Nothing(Reply(code, headers, body)), Pace(clock), clock).ask("https://one.uk/", ["a"])
    assert answer.status == code or answer.trouble in {Trouble.LOOP, Trouble.TOO_MANY, Trouble.ELSEWHERE}
    assert clock.monotonic() <= MAX_SECONDS + LONGEST_WAIT


# Walls


@pytest.mark.parametrize(
    "manner",
    [
        status(403, Cf_Mitigated="challenge"),
        status(503, Cf_Mitigated="challenge"),
        status(202, X_Amzn_Waf_Action="challenge"),
        status(405, X_Amzn_Waf_Action="captcha"),
    ],
)
def test_a_page_that_asks_for_a_person_is_no_page_and_not_pressed(web: Web, manner: Manner) -> None:
    web.pages = {"/": manner}
    answer = web.ask("/")
    assert answer.wall
    assert not answer.worked
    assert len(web.seen) <= 2


# Certificates


CA = trustme.CA()
STRANGER = trustme.CA()


def tls(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


def trusting() -> ssl.SSLContext:
    context = ssl.create_default_context()
    CA.configure_trust(context)
    return context


EXPIRED = datetime.now(UTC) - timedelta(days=1)


@pytest.mark.parametrize(
    ("issue", "trouble", "detail"),
    [
        (lambda: CA.issue_cert("one.onward.uk"), None, ""),
        (lambda: CA.issue_cert("other.onward.uk"), Trouble.CERTIFICATE, "Hostname mismatch"),
        (lambda: CA.issue_cert("one.onward.uk", not_after=EXPIRED), Trouble.CERTIFICATE, "certificate has expired"),
        (lambda: STRANGER.issue_cert("one.onward.uk"), Trouble.UNTRUSTED, "unable to get local issuer certificate"),
    ],
)
def test_certificates_are_looked_at(
    issue: Callable[[], trustme.LeafCert], trouble: Trouble | None, detail: str
) -> None:
    with serve(Clock(), tls(issue())) as secure:
        secure.pages = {"/": status(200)}
        answer = secure.ask("/", scheme="https", context=trusting())
        assert answer.trouble is trouble
        assert answer.detail.startswith(detail)
        assert len(secure.seen) == (trouble is None)


def test_those_are_trusted_whom_browsers_trust() -> None:
    context = trusted()
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.cert_store_stats()["x509_ca"] > 50


def test_a_server_without_encryption_is_told(web: Web) -> None:
    assert web.ask("/", scheme="https", context=trusting()).trouble is Trouble.TLS
