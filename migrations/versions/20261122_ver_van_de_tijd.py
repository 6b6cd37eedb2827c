"""ver van de tijd

Revision ID: 5d0f3a7e9b14
Revises: 637650475148
"""

import sqlalchemy as sa
from alembic import op

revision = '5d0f3a7e9b14'
down_revision = '637650475148'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('mutatie', schema=None) as batch_op:
        batch_op.alter_column('klok_afwijking_ms', existing_type=sa.Integer(), type_=sa.BigInteger(), existing_nullable=True)


def downgrade() -> None:
    with op.batch_alter_table('mutatie', schema=None) as batch_op:
        batch_op.alter_column('klok_afwijking_ms', existing_type=sa.BigInteger(), type_=sa.Integer(), existing_nullable=True)
