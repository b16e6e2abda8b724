import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import core.clock
import core.fields


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0002_systems'),
        ('inbox', '0002_open_todos'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='todo',
            name='raised_at',
            field=models.DateTimeField(default=core.clock.current_moment, verbose_name='产生时间'),
        ),
        migrations.AddField(
            model_name='todo',
            name='ground_ended_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='todo',
            name='handed_at',
            field=models.DateTimeField(null=True, verbose_name='转交时间'),
        ),
        migrations.AddField(
            model_name='todo',
            name='handed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='todo',
            name='handed_note',
            field=models.CharField(blank=True, max_length=200, verbose_name='转交说明'),
        ),
        migrations.CreateModel(
            name='DigestWish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('every', models.CharField(choices=[('off', '不需要'), ('workday', '每个工作日早上'), ('weekly', '每周第一个工作日早上')], default='off', max_length=10, verbose_name='摘要')),
                ('mail', models.EmailField(blank=True, max_length=254, verbose_name='工作邮箱')),
                ('asked_on', models.DateField()),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60, verbose_name='事项')),
                ('key', models.CharField(max_length=200, unique=True)),
                ('post', models.CharField(blank=True, max_length=40, verbose_name='岗位')),
                ('subject_type', models.CharField(max_length=40)),
                ('subject_id', models.BigIntegerField()),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('posted_at', models.DateTimeField(default=core.clock.current_moment, verbose_name='时间')),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='机关')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '知会',
            },
        ),
        migrations.CreateModel(
            name='NoticeRead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('read_at', models.DateTimeField(default=core.clock.current_moment)),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reads', to='inbox.notice')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Webhook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.URLField(max_length=300, verbose_name='地址')),
                ('secret', core.fields.EncryptedTextField()),
                ('is_active', models.BooleanField(default=True, verbose_name='启用')),
                ('set_at', models.DateTimeField(default=core.clock.current_moment)),
                ('agency', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='机关')),
                ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '消息推送地址',
            },
        ),
        migrations.CreateModel(
            name='Digest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='日期')),
                ('figures', models.JSONField(default=dict)),
                ('made_at', models.DateTimeField(default=core.clock.current_moment)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'on'), name='digest_once_a_day')],
            },
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('withdrawn_at__isnull', True)), fields=['agency', '-posted_at', '-id'], name='notice_of_agency'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(fields=['subject_type', 'subject_id'], name='notice_subject'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(fields=['posted_at'], name='notice_by_age'),
        ),
        migrations.AddConstraint(
            model_name='noticeread',
            constraint=models.UniqueConstraint(fields=('person', 'notice'), name='notice_read_once'),
        ),
    ]
