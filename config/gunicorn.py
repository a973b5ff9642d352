"""The web server: a few processes with threads each, behind a proxy that buffers slow clients."""

import gc
import os
from typing import Any

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_PROCESSES", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 60
graceful_timeout = 20
keepalive = 5
max_requests = 5000  # a leak never grows old
max_requests_jitter = 500
control_socket_disable = True  # several servers on one machine would share it


def post_worker_init(_worker: Any) -> None:
    """What is loaded by now stays, so that collecting garbage need not look through it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
