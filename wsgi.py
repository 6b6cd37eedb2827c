"""The WSGI entry: `gunicorn wsgi:app`, `flask --app wsgi`."""

from app.factory import create_wsgi

app = create_wsgi()
