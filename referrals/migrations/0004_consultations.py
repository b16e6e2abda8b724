"""What follows from a consultation or an early intervention, until each is done."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0003_goods"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('evidence', '补充、固定证据'), ('standard', '适用标准'), ('handover', '移送'), ('procedure', '完善程序'), ('other', '其他')], default='other', max_length=10, verbose_name='事项类别')),
                ('task', models.CharField(max_length=300, verbose_name='跟进事项')),
                ('due_on', models.DateField(verbose_name='完成期限')),
                ('created_at', models.DateTimeField()),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='办结日期')),
                ('remark', models.CharField(blank=True, max_length=500, verbose_name='办结说明')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='落实机关')),
                ('referral', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='referrals.referral')),
            ],
            options={
                'verbose_name': '跟进事项',
                'ordering': ['due_on', 'id'],
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('done_on__isnull', True)), fields=['owner', 'due_on', 'id'], name='follow_up_open')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('done_by__isnull', True), ('done_on__isnull', True)), models.Q(('done_by__isnull', False), ('done_on__isnull', False), models.Q(('remark', ''), _negated=True)), _connector='OR'), name='follow_up_done_with_remark')],
            },
        ),
    ]
