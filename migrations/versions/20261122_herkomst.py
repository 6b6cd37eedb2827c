"""herkomst van foto en handtekening

Revision ID: 8a2f6c1d47e0
Revises: 3d5a0c9b71e8
"""

import sqlalchemy as sa
from alembic import op

revision = '8a2f6c1d47e0'
down_revision = '3d5a0c9b71e8'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('foto', schema=None) as batch_op:
        batch_op.add_column(sa.Column('tijd_bron', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('plaats_bron', sa.String(), nullable=False, server_default=''))
    with op.batch_alter_table('handtekening', schema=None) as batch_op:
        batch_op.add_column(sa.Column('getoond', sa.String(), nullable=False, server_default=''))
    with op.batch_alter_table('foto', schema=None) as batch_op:
        batch_op.alter_column('tijd_bron', server_default=None)
        batch_op.alter_column('plaats_bron', server_default=None)
    with op.batch_alter_table('handtekening', schema=None) as batch_op:
        batch_op.alter_column('getoond', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('handtekening', schema=None) as batch_op:
        batch_op.drop_column('getoond')
    with op.batch_alter_table('foto', schema=None) as batch_op:
        batch_op.drop_column('plaats_bron')
        batch_op.drop_column('tijd_bron')
