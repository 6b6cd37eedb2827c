"""objecten op adres: a list by address walks an index

Revision ID: 4b1d7f0c92ae
Revises: aa85f58a0c45
"""

import sqlalchemy as sa
from alembic import op

from app.objecten.rules.adres import adres_sleutel

revision = '4b1d7f0c92ae'
down_revision = 'aa85f58a0c45'
branch_labels = None
depends_on = None

object_ = sa.table(
    'inspectieobject',
    sa.column('id', sa.Uuid()),
    *(sa.column(name, sa.String()) for name in ('plaats', 'straat', 'huisnummer', 'naam', 'adres_sleutel')),
)


def upgrade() -> None:
    with op.batch_alter_table('inspectieobject') as batch_op:
        sleutel = sa.String().with_variant(sa.String(collation='C'), 'postgresql')
        batch_op.add_column(sa.Column('adres_sleutel', sleutel, nullable=False, server_default=''))
    _vul()
    with op.batch_alter_table('inspectieobject') as batch_op:
        batch_op.alter_column('adres_sleutel', server_default=None)
        batch_op.create_index('ix_inspectieobject_adres', ['organisatie_id', 'adres_sleutel', 'id'])


def downgrade() -> None:
    with op.batch_alter_table('inspectieobject') as batch_op:
        batch_op.drop_index('ix_inspectieobject_adres')
        batch_op.drop_column('adres_sleutel')


def _vul() -> None:
    connection = op.get_bind()
    rijen = connection.execute(
        sa.select(object_.c.id, object_.c.plaats, object_.c.straat, object_.c.huisnummer, object_.c.naam)
    ).all()
    zet = object_.update().where(object_.c.id == sa.bindparam('wie')).values(adres_sleutel=sa.bindparam('sleutel'))
    for begin in range(0, len(rijen), 1000):
        deel = [{'wie': key, 'sleutel': adres_sleutel(*adres)} for key, *adres in rijen[begin:begin + 1000]]
        connection.execute(zet, deel)
