"""losse foto's: who looked at bytes of a photo that no entry names, and what was done

Revision ID: c41e7b90d2f5
Revises: 53058cfefdfe
"""

import sqlalchemy as sa
from alembic import op

import app.core.db

revision = 'c41e7b90d2f5'
down_revision = '53058cfefdfe'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('foto_bytes') as batch_op:
        batch_op.add_column(sa.Column('opgelost_at', app.core.db.Moment(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('opgelost_door', sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column('opgelost_hoe', sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('foto_bytes') as batch_op:
        batch_op.drop_column('opgelost_hoe')
        batch_op.drop_column('opgelost_door')
        batch_op.drop_column('opgelost_at')
