"""Spell the catalog's version as pages spell the catalog; the table keeps its name, so no row moves."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('programs', '0013_merges'),
    ]

    operations = [
        migrations.AlterModelTable(name='catalogueversion', table='programs_catalogueversion'),
        migrations.RenameModel(old_name='CatalogueVersion', new_name='CatalogVersion'),
    ]
