"""what became of the bytes of a photo is said by foto_bytes alone

Revision ID: 3d5a0c9b71e8
Revises: 3c1e8f0b6d27
"""

import sqlalchemy as sa
from alembic import op

import app.core.db

revision = '3d5a0c9b71e8'
down_revision = '3c1e8f0b6d27'
branch_labels = None
depends_on = None

DUBBEL = {
    'ontvangen_at': app.core.db.Moment(timezone=True),
    'vernietigd_at': app.core.db.Moment(timezone=True),
    'weergave_sha256': sa.String(),
}


def upgrade() -> None:
    with op.batch_alter_table('foto') as batch_op:
        for naam in DUBBEL:
            batch_op.drop_column(naam)


def downgrade() -> None:
    with op.batch_alter_table('foto') as batch_op:
        for naam, soort in DUBBEL.items():
            batch_op.add_column(sa.Column(naam, soort, nullable=True))
    foto, ontvangen = (
        sa.table(tabel, *(sa.column(naam) for naam in ('organisatie_id', 'sha256', *DUBBEL)))
        for tabel in ('foto', 'foto_bytes')
    )
    same = sa.and_(ontvangen.c.organisatie_id == foto.c.organisatie_id, ontvangen.c.sha256 == foto.c.sha256)
    values = {naam: sa.select(ontvangen.c[naam]).where(same).scalar_subquery() for naam in DUBBEL}
    op.execute(foto.update().values(values))
