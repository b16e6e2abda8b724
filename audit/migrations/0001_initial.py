import django.core.serializers.json
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='AuditEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
                ('actor_id', models.BigIntegerField(null=True)),
                ('actor_name', models.CharField(blank=True, max_length=100, verbose_name='人员')),
                ('agency_id', models.BigIntegerField(null=True)),
                ('agency_name', models.CharField(blank=True, max_length=200, verbose_name='单位')),
                ('on_behalf_of', models.CharField(blank=True, max_length=200)),
                ('verb', models.CharField(max_length=60, verbose_name='操作')),
                ('object_type', models.CharField(blank=True, max_length=60)),
                ('object_id', models.CharField(blank=True, max_length=60)),
                ('object_label', models.CharField(blank=True, max_length=200, verbose_name='对象')),
                ('case_id', models.BigIntegerField(null=True)),
                ('changes', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('ground', models.CharField(blank=True, max_length=500, verbose_name='理由')),
                ('outside', models.BooleanField(default=False, verbose_name='外部查阅')),
                ('request_id', models.CharField(blank=True, max_length=40)),
                ('ip', models.GenericIPAddressField(null=True, verbose_name='地址')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('case_id__isnull', False)), fields=['case_id', 'id'], name='audit_of_case'), models.Index(fields=['actor_name', 'at', 'id'], name='audit_by_person'), models.Index(fields=['agency_name'], name='audit_by_agency', opclasses=['varchar_pattern_ops']), models.Index(fields=['object_label'], name='audit_by_label', opclasses=['varchar_pattern_ops']), models.Index(fields=['object_type', 'object_id'], name='audit_of_object'), models.Index(fields=['at', 'id'], name='audit_by_time'), models.Index(condition=models.Q(('outside', True)), fields=['at', 'id'], name='audit_outside')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='auditevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0450288fcb55201b346da4e2d56d2293ba7aac03', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_00dfa', table='audit_auditevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='auditevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cannot truncate % table', TG_TABLE_NAME;", hash='26c8d4dd78436d9eb204ddc31fac068b3db30649', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_c220f', table='audit_auditevent', when='BEFORE')),
        ),
    ]
