"""vernietigen: what was destroyed by right, and why

Revision ID: 7c0e2a91d4b6
Revises: 5d0f3a7e9b14
"""

import sqlalchemy as sa
from alembic import op

import app.core.db

revision = '7c0e2a91d4b6'
down_revision = '5d0f3a7e9b14'
branch_labels = None
depends_on = None

TABELLEN = {'foto_bytes': True, 'rapport': True, 'foto': False, 'controle': False}
"""With the reason, or only the moment."""


def upgrade() -> None:
    for tabel, reden in TABELLEN.items():
        with op.batch_alter_table(tabel) as batch_op:
            batch_op.add_column(sa.Column('vernietigd_at', app.core.db.Moment(timezone=True), nullable=True))
            if reden:
                batch_op.add_column(sa.Column('vernietig_reden', sa.String(), nullable=True))


def downgrade() -> None:
    for tabel, reden in TABELLEN.items():
        with op.batch_alter_table(tabel) as batch_op:
            batch_op.drop_column('vernietigd_at')
            if reden:
                batch_op.drop_column('vernietig_reden')
