"""tijdperk

Revision ID: aa85f58a0c45
Revises: 589602b23331
"""

from alembic import op
import sqlalchemy as sa
import app.core.db
from app.core.clock import now
from app.core.keys import new_key


revision = 'aa85f58a0c45'
down_revision = '589602b23331'
branch_labels = None
depends_on = None


def upgrade() -> None:
    tijdperk = op.create_table('tijdperk',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('begonnen_at', app.core.db.Moment(timezone=True), nullable=False),
    sa.Column('reden', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tijdperk'))
    )
    op.bulk_insert(tijdperk, [{'id': new_key(), 'begonnen_at': now(), 'reden': 'begin'}])


def downgrade() -> None:
    op.drop_table('tijdperk')
