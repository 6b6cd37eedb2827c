"""Every fault this house must survive. A test says which one it tries with `@pytest.mark.fault("<name>")`; a test of
the house looks whether each of these has one, and that no other name is used.

A name with a number is how another offline app lost data, by the row of our table of their bugs. Two rows are left out
because they cannot happen here: encrypted drafts (21), and stored requests that are replayed (35: here data is queued).
The other names are what a phone, a line, a server, an office or a text can do.
"""

from __future__ import annotations

SERVER = {
    # how peers lost data
    "02-empty-or-damaged-upload": "the body of an upload arrives empty or with other bytes",
    "05-same-id-other-content": "an entry is sent again under the same id with other content",
    "06-photo-confirmed-but-not-stored": "a photo is dropped although the server answered well",
    "08-slow-server-and-impatient-phone": "a slow server gets the same delivery many times at once",
    "09-several-photos-make-duplicates": "a delivery with several photos is stored more than once",
    "19-photo-known-by-its-file-name": "two photos with the same name or the same bytes are one",
    "23-protocol-without-the-point": "an entry is about a point that the newest version does not have",
    "25-phone-wiped": "the phone loses everything it kept",
    "27-not-allowed-any-more": "who sends is not allowed (any more)",
    "31-password-changed-mid-sync": "the password changes between two deliveries",
    "38-one-bad-entry-of-five": "one entry of five cannot be used",
    # the server itself
    "server-killed-during-sync": "kill -9 of the server under syncing phones",
    "server-killed-during-report": "kill -9 of the worker while it makes a report",
    "server-killed-during-pictures": "kill -9 of the worker while it looks at a photo",
    "job-lost-by-the-queue": "the queue forgets a job",
    "job-that-fails": "a job fails each time",
    "database-connection-lost": "the database closes its connections",
    "database-lost-in-the-middle": "the connection dies halfway a delivery",
    "database-locked": "another writer does not let go",
    "database-full": "the disk of the database is full",
    "store-full": "the disk of photos is full",
    "store-gives-other-bytes": "the store keeps something else than it was given",
    "staging-full": "the disk of half photos is full",
    "restored-from-yesterday": "a backup of yesterday is put back",
    "photos-lost-by-the-store": "the store of photos is put back from an older backup",
    # the line
    "answer-lost-after-commit": "the answer gets lost after the server kept everything",
    "slow-trickle": "a phone sends a few bytes a second",
    "upload-cut": "the line breaks halfway a photo",
    "entries-cut": "the line breaks halfway a delivery of entries",
    "parts-out-of-order": "parts of a photo arrive in another order, twice, or overlap",
    "parts-of-another-length": "a photo is said to have another length halfway",
    "body-too-big": "a delivery is bigger than we take",
    "photo-too-big": "a photo is bigger than we take",
    "envelope-unreadable": "a delivery is no JSON",
    "entry-unreadable": "an entry is no JSON, half of it, or has no right text encoding",
    "number-too-big": "an entry holds a number no database can keep",
    "too-often": "a phone asks without end",
    "upload-memory": "a big photo takes memory with its size",
    # clock
    "clock-a-day-fast": "the clock of the phone is a day ahead",
    "clock-a-day-slow": "the clock of the phone is a day behind",
    "clock-a-year-off": "the clock of the phone is a year ahead",
    "clock-over-winter-time": "the clock goes back an hour during a visit",
    "clock-is-no-time": "the time of an entry is no time",
    # the office meanwhile
    "user-deactivated": "the account is closed while the phone is offline",
    "aanwijzing-expired": "the aanwijzing ended before the visit",
    "phone-revoked": "the phone is taken off the list",
    "phone-gone-after-afronden": "the phone is lost while a finished visit still waits for entries and photos on it",
    "controle-reassigned": "the controle goes to a colleague while the phone is offline",
    "controle-cancelled": "the controle is cancelled while the phone is offline",
    "object-deleted": "the object is closed or gone while the phone is offline",
    "controle-unknown": "the controle of an entry is not known (yet)",
    "protocol-republished": "a new version of the protocol comes out while the phone is offline",
    "protocol-withdrawn": "the protocol is withdrawn while the phone is offline",
    "two-phones-of-one-person": "one person enters on two phones",
    "late-after-vaststellen": "an entry of before afronden comes after the report was fixed",
    "any-order-any-split": "entries arrive in any order, repetition and split",
    "work-of-another-user": "somebody else is logged in when the work is sent",
    "two-organisations": "who works for two organisations has work of both on one phone",
    # pictures
    "picture-bomb": "a small file that unpacks to a huge picture",
    "picture-truncated": "a JPEG that breaks off",
    "picture-is-a-pdf": "a PDF named .jpg",
    "picture-exif-garbage": "a photo with garbage in its EXIF",
    "picture-fuzzed": "a photo with arbitrary bytes changed",
    "picture-any-bytes": "arbitrary bytes as a photo",
    "200-photos-in-one-controle": "two hundred photos in one controle",
    # files somebody hands in
    "file-any-bytes": "a matrix, a protocol or an emergency copy with anything in it",
    "file-unpacks-to-much": "a small file that unpacks to a billion words or pixels",
    # text
    "text-emoji": "emoji, joined and coloured",
    "text-right-to-left": "text from right to left, with direction marks",
    "text-nul": "a NUL in text",
    "text-half-a-character": "half an emoji",
    "text-100000": "a hundred thousand characters",
    "text-markup": "<b>, <script> and entities",
    "text-template": "{{ 7*7 }} and {% … %}",
    "text-formula": "=cmd|…, +, - and @ at the start",
}

BROWSER = {
    # how peers lost data
    "01-killed-in-a-burst-of-photos": "the browser is killed while photos are taken in a burst",
    "03-database-closed-under-the-page": "the system closes the database of an open page",
    "04-what-could-not-be-kept-stays-on-the-screen": "an answer cannot be kept",
    "12-one-photo-of-three-fails": "one photo of three fails, the others do not",
    "13-captive-portal": "a wifi answers in place of our server",
    "14-two-tabs-send-at-once": "two tabs begin to send at the same moment",
    "15-server-away-and-back": "the server is away while the wifi is there, and comes back",
    "16-session-ended-with-a-full-queue": "the session ends with work waiting",
    "17-killed-in-an-opened-draft": "a draft is opened again, changed, and the browser is killed",
    "20-bytes-of-a-photo-gone": "the phone lost the bytes of a photo before they were sent",
    "22-export-and-import": "a phone that cannot send gives its work as a file",
    "24-prompt-that-deletes-answers": "a draft that is opened again asks something by which answers can go",
    "25-storage-of-the-site-wiped": "everything the site kept on the phone is wiped",
    "27-held-where-nobody-looks": "an entry is held on the server and nobody sees it",
    "29-first-download-broken-off": "the browser is killed during the very first download",
    "30-no-room-on-the-phone": "the phone is full",
    "32-killed-right-after-logging-in": "the browser is killed before the cookie of the session reached the disk",
    "34-quota-below-what-is-in-use": "the phone gives less room than is in use already",
    "37-killed-while-sending": "the browser is killed while photos are on their way",
    "39-writes-without-a-worker": "the worker of the browser is not there",
    "40-page-thrown-away-by-the-camera": "the phone throws the page away while the camera is open",
    "41-killed-while-typing": "the browser is killed between two keystrokes",
    "42-offline-after-one-visit": "the network goes after the very first visit",
    "44-precache-that-never-finishes": "what is needed without a network does not come in at once on a bad line",
    "45-new-release-while-a-controle-is-open": "a new version of the app is deployed while a controle is open",
    "47-two-tabs-of-one-form": "two tabs enter in the same controle",
    # the line and the server as the phone sees them
    "answer-lost-on-its-way-to-the-phone": "the server keeps everything and its answer never comes",
    "http-401": "the server says 401",
    "http-403": "the server says 403",
    "http-404": "the server says 404",
    "http-409": "the server says 409",
    "http-413": "a proxy says 413 with a page of HTML",
    "http-422": "the server says 422 to a whole delivery",
    "http-429": "the server says 429",
    "http-500": "the server says 500 with a page of HTML",
    "http-502-with-html": "a proxy says 502 with a page of HTML",
    "http-503": "the server says 503",
    "well-without-receipt": "200 without receipts, with half a JSON, with a receipt of something else",
    # the office meanwhile
    "deactivated-while-offline": "the account is closed while the phone is offline",
    "republished-while-a-controle-is-open": "a new version of the protocol comes out while a controle is open",
    "user-switch-on-a-shared-phone": "another person logs in on the same phone",
}

FAULTS = SERVER | BROWSER
