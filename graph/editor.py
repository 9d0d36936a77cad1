"""The editor of the query page: YASQE, which the `oxigraph` package carries for the page of its own server.

That server is the only door to it: it is started once, on the loopback with an empty store, asked for the two files,
and stopped. YASQE (MIT) knows SPARQL's grammar, so it colours a query and marks where it stops being one.
"""

import http.client
import os
import shutil
import socket
import subprocess
import sysconfig
import time
from collections.abc import Mapping
from functools import cache

FILES = {"yasgui.min.js": "text/javascript", "yasgui.min.css": "text/css"}

_PATIENCE = 5.0
_PAUSE = 0.02


@cache
def editor() -> Mapping[str, bytes]:
    """Return the content of each of `FILES`; nothing where the package's program does not run: a plain field serves."""
    places = os.pathsep.join((sysconfig.get_path("scripts"), os.environ.get("PATH", "")))
    program = shutil.which("oxigraph", path=places)
    if program is None:
        return {}
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [program, "serve", "--bind", f"127.0.0.1:{port}"]
    try:
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:  # noqa: S603 - the package's own program
            try:
                files = {name: _file(port, name) for name in FILES}
                # Had another program the port, ours is gone, and this is not its answer.
                return files if server.poll() is None else {}
            finally:
                server.terminate()
    except OSError:
        return {}


def _file(port: int, name: str) -> bytes:
    """Ask for a file until the server listens.

    Raises:
        OSError: it does not, or has no such file.
    """
    patient_until = time.monotonic() + _PATIENCE
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
        try:
            connection.request("GET", f"/{name}")
            answer = connection.getresponse()
            if answer.status != http.client.OK:
                raise FileNotFoundError(name)
            return answer.read()
        except ConnectionError:
            if time.monotonic() > patient_until:
                raise
            time.sleep(_PAUSE)
        finally:
            connection.close()
