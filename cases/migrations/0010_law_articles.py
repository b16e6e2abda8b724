import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0009_exports'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='law',
            name='edition_of',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='editions', to='cases.law'),
        ),
        migrations.AddField(
            model_name='law',
            name='successor',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='predecessors', to='cases.law'),
        ),
        migrations.AddField(
            model_name='matter',
            name='effective_to',
            field=models.DateField(blank=True, null=True, verbose_name='停用日期'),
        ),
        migrations.CreateModel(
            name='Charge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='罪名')),
                ('article', models.CharField(blank=True, max_length=120, verbose_name='条款')),
                ('number', models.PositiveSmallIntegerField(default=0)),
                ('sub_article', models.PositiveSmallIntegerField(default=0)),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='启用日期')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='停用日期')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('pinyin', models.CharField(db_index=True, max_length=120)),
                ('successor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cases.charge')),
            ],
            options={
                'verbose_name': '罪名',
                'ordering': ['number', 'sub_article', 'name'],
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='matter',
            name='charge',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='matters', to='cases.charge'),
        ),
        migrations.CreateModel(
            name='LawVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.CharField(blank=True, max_length=40, verbose_name='版本')),
                ('promulgated_on', models.DateField(verbose_name='公布日期')),
                ('in_force_from', models.DateField(blank=True, null=True, verbose_name='施行日期')),
                ('in_force_to', models.DateField(blank=True, null=True, verbose_name='失效日期')),
                ('ground', models.CharField(blank=True, max_length=200, verbose_name='施行依据')),
                ('state_of', models.DateField(verbose_name='资料截至')),
                ('source', models.CharField(max_length=100, verbose_name='来源')),
                ('digest', models.CharField(max_length=64)),
                ('articles_count', models.PositiveIntegerField(default=0)),
                ('law', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='cases.law')),
            ],
            options={
                'verbose_name': '法律法规版本',
                'ordering': ['law_id', 'promulgated_on'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='LawArticle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('label', models.CharField(max_length=30)),
                ('number', models.PositiveSmallIntegerField()),
                ('sub_article', models.PositiveSmallIntegerField(default=0)),
                ('chapter', models.CharField(blank=True, max_length=120)),
                ('section', models.CharField(blank=True, max_length=120)),
                ('text', models.TextField()),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='articles', to='cases.lawversion')),
            ],
            options={
                'verbose_name': '法律条文',
                'ordering': ['version_id', 'position'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ReferenceFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('laws', '法律法规目录'), ('articles', '法律条文'), ('charges', '罪名'), ('divisions', '行政区划'), ('matters', '权责清单')], max_length=10, verbose_name='内容')),
                ('name', models.CharField(max_length=200, verbose_name='文件名')),
                ('digest', models.CharField(max_length=64)),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='上传时间')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='生效时间')),
                ('rows', models.JSONField(default=list)),
                ('counts', models.JSONField(default=dict)),
                ('keys', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=250), default=list, size=None)),
                ('is_complete', models.BooleanField(default=False, verbose_name='完整目录')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '基础数据文件',
                'ordering': ['-uploaded_at'],
                'default_permissions': (),
            },
        ),
        migrations.AddConstraint(
            model_name='lawversion',
            constraint=models.UniqueConstraint(fields=('law', 'promulgated_on'), name='one_version_per_day'),
        ),
        migrations.AddConstraint(
            model_name='lawversion',
            constraint=models.CheckConstraint(condition=models.Q(('in_force_to__gte', models.F('in_force_from'))), name='law_version_ends_after_it_began'),
        ),
        migrations.AddIndex(
            model_name='lawarticle',
            index=models.Index(fields=['version', 'number', 'sub_article'], name='law_article_number'),
        ),
        migrations.AddConstraint(
            model_name='lawarticle',
            constraint=models.UniqueConstraint(fields=('version', 'position'), name='one_article_per_place'),
        ),
    ]
