"""intreksoort: what was taken out of use before runs out

Revision ID: 9b41d07c6ea2
Revises: 16de3b58859f
"""

from alembic import op
import sqlalchemy as sa

revision = '9b41d07c6ea2'
down_revision = '16de3b58859f'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('intrekking', schema=None) as batch_op:
        batch_op.add_column(sa.Column('soort', sa.String(), nullable=False, server_default='uitlopen'))
    with op.batch_alter_table('intrekking', schema=None) as batch_op:
        batch_op.alter_column('soort', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('intrekking', schema=None) as batch_op:
        batch_op.drop_column('soort')
