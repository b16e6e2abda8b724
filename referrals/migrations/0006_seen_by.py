"""Of every side: all posts that must act, who was named, and what it was shown."""

import django.contrib.postgres.fields
from django.conf import settings
from django.db import migrations, models

from agencies.models import Post

# What was written of a side so far has one post, and a version of its own begins now.
POSTS = """
UPDATE referrals_referralaccess
SET version = 1, posts = CASE WHEN post = '' THEN posts ELSE ARRAY[post] END;
-- The table can't be changed while checks of its changed rows are still to come.
SET CONSTRAINTS ALL IMMEDIATE;
"""
POST = "UPDATE referrals_referralaccess SET post = posts[1] WHERE cardinality(posts) > 0"


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0005_feed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "referralaccess",
            "people",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), blank=True, default=list, size=None
            ),
        ),
        migrations.AddField(
            "referralaccess",
            "posts",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(choices=Post.choices, max_length=20),
                blank=True,
                default=list,
                size=None,
            ),
        ),
        migrations.AddField("referralaccess", "version", models.PositiveIntegerField(default=0)),
        migrations.RunSQL(POSTS, POST),
        migrations.RemoveField("referralaccess", "post"),
        migrations.RemoveConstraint("referralstep", "referral_step_key_once"),
        migrations.AddConstraint(
            "referralstep",
            models.UniqueConstraint(
                condition=models.Q(("key", ""), _negated=True),
                fields=("referral", "actor", "key"),
                name="referral_step_key_once",
                nulls_distinct=False,
            ),
        ),
        migrations.RemoveConstraint("referralstep", "referral_start_key_once"),
        migrations.AddConstraint(
            "referralstep",
            models.UniqueConstraint(
                condition=models.Q(("number", 1), models.Q(("key", ""), _negated=True)),
                fields=("actor", "key"),
                name="referral_start_key_once",
                nulls_distinct=False,
            ),
        ),
    ]
