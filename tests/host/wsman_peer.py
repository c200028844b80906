"""A WS-Management server whose NTLM, sealing and framing were written by others: pyspnego and pypsrp. The answers are
ours. It prints its port, and then a line for each thing that happens, for the test to count. What it is sent on
standard input it prints as well, behind all that happened before. It listens where PEER_LISTEN says, or on a free port.

    wsman_peer.py MODE UUID [FILE WITH KEY AND CERTIFICATE]
"""

import base64
import http.server
import os
import re
import ssl
import sys
import tempfile
import threading

import spnego
from pypsrp.encryption import WinRMEncryption

MODE, UUID, TLS = sys.argv[1], sys.argv[2], sys.argv[3:]
ENVELOPE = (
    '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" '
    'xmlns:n="http://schemas.xmlsoap.org/ws/2004/09/enumeration" '
    'xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"><s:Body>%s</s:Body></s:Envelope>'
)
FAULT = (
    '<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>w:AccessDenied</s:Value></s:Subcode></s:Code>'
    '<s:Detail><f:WSManFault xmlns:f="http://schemas.microsoft.com/wbem/wsman/1/wsmanfault" Code="5"/></s:Detail>'
    "</s:Fault>"
)
# WBEM_E_SHUTTING_DOWN
BROKEN = FAULT.replace("w:AccessDenied", "w:InternalError").replace('Code="5"', 'Code="2147749939"')


def say(*words):
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def echo():
    for line in sys.stdin:
        say(line.rstrip("\n"))


def row(query):
    if "UUID" in query:
        return "<p:Product xmlns:p='urn:p'><p:UUID>%s</p:UUID></p:Product>" % UUID
    domain, joined = ("WORKGROUP", "false") if MODE == "workgroup" else ("Corp.Example", "true")
    return (
        "<w:XmlFragment><DNSHostName>PC42</DNSHostName><Domain>%s</Domain><Name>PC42</Name>"
        "<PartOfDomain>%s</PartOfDomain></w:XmlFragment>" % (domain, joined)
    )


class Peer(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    context = crypt = None
    rows = {}

    def log_message(self, *_):
        pass

    def reply(self, status, body=b"", kind="application/soap+xml;charset=UTF-8", offer=None):
        self.send_response(status)
        if offer is not None:
            self.send_header("WWW-Authenticate", offer)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        token = self.headers.get("Authorization")
        if token:
            return self.log_on(base64.b64decode(token.split(" ", 1)[1]), body)
        if self.context is None or not self.context.complete:
            return self.reply(401, offer="Negotiate")
        if TLS:
            status, answer = self.answer(body.decode())
            return self.reply(status, (ENVELOPE % answer).encode())
        if not self.headers["Content-Type"].startswith("multipart/encrypted"):
            say("plaintext")
            return self.reply(500)
        text = self.crypt.unwrap_message(body, "Encrypted Boundary").decode()
        status, answer = self.answer(text)
        _, sealed = self.crypt.wrap_message((ENVELOPE % answer).encode())
        if MODE == "crlf":
            sealed += b"\r\n"
        kind = 'multipart/encrypted;protocol="application/HTTP-SPNEGO-session-encrypted";boundary="Encrypted Boundary"'
        self.reply(status, b"<s/>" if MODE == "answers-plain" else sealed, "text/xml" if MODE == "answers-plain" else kind)

    def log_on(self, token, body):
        kind = token[8]
        if kind == 1:
            self.context = spnego.server(protocol="ntlm", options=spnego.NegotiateOptions.use_ntlm)
        else:
            say("authenticate")
            if body:
                say("plaintext")
        try:
            answer = self.context.step(token)
        except spnego.exceptions.SpnegoError as error:
            say("refused", type(error).__name__)
            return self.reply(401, offer="Negotiate")
        if kind == 1:
            return self.reply(401, offer="Negotiate " + base64.b64encode(answer).decode())
        self.crypt = WinRMEncryption(self.context, WinRMEncryption.SPNEGO)
        self.reply(200)

    def answer(self, text):
        if MODE in ("fault", "broken"):
            return 500, FAULT if MODE == "fault" else BROKEN
        pulled = re.search("<n:Pull>.*EnumerationContext>(.*)</n:EnumerationContext>", text, re.S)
        if pulled:
            say("pull")
            items = "<n:Items>%s</n:Items><n:EndOfSequence/>" % row(pulled.group(1))
            return 200, "<n:PullResponse>%s</n:PullResponse>" % items
        query = re.search("SELECT [^<]*", text).group(0)
        say("query", query)
        if MODE == "pull":
            context = "<n:EnumerationContext>%s</n:EnumerationContext>" % query
            return 200, "<n:EnumerateResponse>%s</n:EnumerateResponse>" % context
        # Some servers give a context beside the end.
        ended = "<n:EnumerationContext>again</n:EnumerationContext><w:Items>%s</w:Items><w:EndOfSequence/>"
        return 200, "<n:EnumerateResponse>%s</n:EnumerateResponse>" % (ended % row(query))


users = tempfile.NamedTemporaryFile("w", suffix=".users")
users.write(os.environ["PEER_USER"] + "\n")
users.flush()
os.environ["NTLM_USER_FILE"] = users.name
host, port = os.environ.get("PEER_LISTEN", "127.0.0.1:0").split(":")
server = http.server.ThreadingHTTPServer((host, int(port)), Peer)
if TLS:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(TLS[0])
    server.socket = tls.wrap_socket(server.socket, server_side=True)
say("port", server.server_port)
threading.Thread(target=echo, daemon=True).start()
server.serve_forever()
