"""beschikbaar

Revision ID: 3c1e8f0b6d27
Revises: 9f46fa3f705d
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '3c1e8f0b6d27'
down_revision = '9f46fa3f705d'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('lidmaatschap', schema=None) as batch_op:
        lijst = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql')
        batch_op.add_column(sa.Column('beschikbaar', lijst, nullable=False, server_default='[]'))
    with op.batch_alter_table('lidmaatschap', schema=None) as batch_op:
        batch_op.alter_column('beschikbaar', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('lidmaatschap', schema=None) as batch_op:
        batch_op.drop_column('beschikbaar')
