from django.db import migrations

from applicants.profile.second_step import encrypt_anew, store_in_the_clear


def encrypt(apps, schema_editor):
    """Encrypt the secrets of apps and recovery codes, which were stored in the clear."""
    encrypt_anew(apps.get_model("mfa", "Authenticator").objects.all())


def decrypt(apps, schema_editor):
    """Store them in the clear again; it fails when SECRET_KEY cannot read one."""
    store_in_the_clear(apps.get_model("mfa", "Authenticator").objects.all())


class Migration(migrations.Migration):
    dependencies = [("applicants", "0012_requirement_validity"), ("mfa", "0003_authenticator_type_uniq")]

    operations = [migrations.RunPython(encrypt, decrypt)]
