"""A worker of jobs whose process is forked from one that has everything loaded: killed, the next is there at once, and
does first what the sweep would have found ten minutes later. Nothing else works on these jobs meanwhile."""

from __future__ import annotations

import os
from datetime import timedelta

from app.core.clock import now
from app.core.db import db
from app.core.queue import STIL, sweep
from app.factory import create_app
from tests.faults.sterfelijk import make_mortal


def work() -> None:
    """What was cut off is woken again; then the jobs, until the end."""
    app = make_mortal(create_app())
    with app.app_context():
        session = db.session()
        sweep(session, now() + STIL + timedelta(seconds=1))
        session.commit()
        db.session.remove()
    consumer = app.extensions["huey"].create_consumer(workers=1, periodic=False, initial_delay=0.05, max_delay=0.2)
    consumer.run()


def main() -> None:
    """One child after the other; each makes its own connections."""
    while True:
        child = os.fork()
        if child == 0:
            work()
            os._exit(0)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
