"""opgeheven bij: which visit saw that an overtreding was over

Revision ID: e60b3f9d17a4
Revises: 8a2f6c1d47e0
"""

import sqlalchemy as sa
from alembic import op

revision = 'e60b3f9d17a4'
down_revision = '8a2f6c1d47e0'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('overtreding') as batch_op:
        batch_op.add_column(sa.Column('opgeheven_bij_id', sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(
            'fk_overtreding_organisatie_id_opgeheven_bij_id',
            'controle',
            ['organisatie_id', 'opgeheven_bij_id'],
            ['organisatie_id', 'id'],
        )
        batch_op.create_index('ix_overtreding_opgeheven_bij_id', ['opgeheven_bij_id'])


def downgrade() -> None:
    with op.batch_alter_table('overtreding') as batch_op:
        batch_op.drop_index('ix_overtreding_opgeheven_bij_id')
        batch_op.drop_constraint('fk_overtreding_organisatie_id_opgeheven_bij_id', type_='foreignkey')
        batch_op.drop_column('opgeheven_bij_id')
