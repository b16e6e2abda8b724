import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agencies', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Todo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60, verbose_name='事项')),
                ('key', models.CharField(max_length=200, unique=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='机关')),
                ('post', models.CharField(blank=True, max_length=40, verbose_name='岗位')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('subject_type', models.CharField(max_length=40)),
                ('subject_id', models.BigIntegerField()),
                ('due_on', models.DateField(null=True, verbose_name='到期日')),
                ('raised_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='产生时间')),
                ('claimed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('claimed_at', models.DateTimeField(null=True, verbose_name='认领时间')),
                ('settled_at', models.DateTimeField(null=True, verbose_name='办结时间')),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('outcome', models.CharField(blank=True, choices=[('done', '已办结'), ('withdrawn', '事由消失')], max_length=10, verbose_name='结果')),
                ('settle_reason', models.CharField(blank=True, max_length=200, verbose_name='说明')),
            ],
            options={
                'verbose_name': '待办事项',
                'indexes': [models.Index(condition=models.Q(('settled_at__isnull', True)), fields=['agency', 'due_on', 'id'], name='todo_open_of_agency'), models.Index(condition=models.Q(('settled_at__isnull', False)), fields=['agency', '-settled_at'], name='todo_settled_of_agency'), models.Index(fields=['subject_type', 'subject_id'], name='todo_subject')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('settled_at__isnull', True)), models.Q(('settled_at__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='todo_settled_has_outcome')],
            },
        ),
    ]
