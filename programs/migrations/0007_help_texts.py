"""Help texts say document."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programs', '0006_search_document'),
    ]

    operations = [
        migrations.AlterField(
            model_name='programrequirement',
            name='minimum',
            field=models.DecimalField(blank=True, decimal_places=2, help_text='Score, weeks or number of things.', max_digits=10, null=True),
        ),
        migrations.AlterField(
            model_name='programrequirement',
            name='valid_days',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Days from its date for which a document counts here. Empty: the source does not say.', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(3660)]),
        ),
    ]
