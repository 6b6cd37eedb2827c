"""The worker that does queued jobs: `huey_consumer app.werker.huey`."""

from app.factory import create_app

huey = create_app().extensions["huey"]
