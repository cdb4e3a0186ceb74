"""An S3 on loopback, with one bucket for each test that asks for it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

KEYS = {"AWS_ACCESS_KEY_ID": "somebody", "AWS_SECRET_ACCESS_KEY": "sesame-open", "AWS_DEFAULT_REGION": "us-east-1"}


@contextmanager
def serving_s3() -> Iterator[str]:
    """Serve an empty S3 in a thread of this process and say so where its clients look; gives the address."""
    server = pytest.importorskip("moto.moto_server.threaded_moto_server", reason="moto is not installed")
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    running = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    with pytest.MonkeyPatch.context() as environment:
        for name, value in {**KEYS, "AWS_ENDPOINT_URL": f"http://{host}:{port}"}.items():
            environment.setenv(name, value)
        try:
            yield f"http://{host}:{port}"
        finally:
            running.stop()
