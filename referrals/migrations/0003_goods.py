import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# What was signed stays as it is, whoever writes: the next version is another list.
GUARD = """
CREATE FUNCTION referrals_goods_item_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    listed bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.goods_list_id ELSE NEW.goods_list_id END;
BEGIN
    IF EXISTS (
        SELECT 1 FROM referrals_goodslist
        WHERE id = listed AND handed_signed_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'goods list % is signed', listed USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER referrals_goods_item_guard
    BEFORE INSERT OR UPDATE OR DELETE ON referrals_goodsitem
    FOR EACH ROW EXECUTE FUNCTION referrals_goods_item_guard();

CREATE FUNCTION referrals_goods_list_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.handed_signed_at IS NOT NULL THEN
            RAISE EXCEPTION 'goods list % is signed', OLD.id USING ERRCODE = 'check_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF (OLD.handed_signed_at IS NOT NULL AND (
            NEW.handed_signed_at IS DISTINCT FROM OLD.handed_signed_at
            OR NEW.handed_by <> OLD.handed_by
            OR NEW.handed_on IS DISTINCT FROM OLD.handed_on
            OR NEW.handed_signer_id IS DISTINCT FROM OLD.handed_signer_id
            OR NEW.number <> OLD.number OR NEW.referral_id <> OLD.referral_id))
       OR (OLD.received_signed_at IS NOT NULL AND (
            NEW.received_signed_at IS DISTINCT FROM OLD.received_signed_at
            OR NEW.received_by <> OLD.received_by
            OR NEW.received_on IS DISTINCT FROM OLD.received_on
            OR NEW.received_signer_id IS DISTINCT FROM OLD.received_signer_id)) THEN
        RAISE EXCEPTION 'goods list % is signed', OLD.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER referrals_goods_list_guard
    BEFORE UPDATE OR DELETE ON referrals_goodslist
    FOR EACH ROW EXECUTE FUNCTION referrals_goods_list_guard();
"""
NO_GUARD = """
DROP TRIGGER referrals_goods_list_guard ON referrals_goodslist;
DROP FUNCTION referrals_goods_list_guard();
DROP TRIGGER referrals_goods_item_guard ON referrals_goodsitem;
DROP FUNCTION referrals_goods_item_guard();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0002_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="GoodsList",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "reason",
                    models.CharField(blank=True, max_length=300, verbose_name="另列清单的原因"),
                ),
                ("made_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("handed_by", models.CharField(blank=True, max_length=40, verbose_name="移交人")),
                ("handed_on", models.DateField(blank=True, null=True, verbose_name="移交日期")),
                ("handed_signed_at", models.DateTimeField(blank=True, null=True)),
                ("received_by", models.CharField(blank=True, max_length=40, verbose_name="接收人")),
                ("received_on", models.DateField(blank=True, null=True, verbose_name="接收日期")),
                ("received_signed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "handed_signer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "received_signer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="goods_lists",
                        to="referrals.referral",
                    ),
                ),
            ],
            options={
                "verbose_name": "交接清单",
                "ordering": ["-number"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="GoodsItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=120, verbose_name="物品名称")),
                (
                    "quantity",
                    models.DecimalField(decimal_places=3, max_digits=14, verbose_name="数量"),
                ),
                ("unit", models.CharField(max_length=20, verbose_name="单位")),
                (
                    "features",
                    models.CharField(blank=True, max_length=300, verbose_name="规格、特征"),
                ),
                ("kept_at", models.CharField(blank=True, max_length=200, verbose_name="存放地点")),
                ("origin", models.CharField(blank=True, max_length=220, verbose_name="来源措施")),
                ("stays", models.BooleanField(default=False, verbose_name="由移送机关继续保管")),
                (
                    "goods_list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="referrals.goodslist",
                    ),
                ),
            ],
            options={
                "verbose_name": "涉案物品",
                "ordering": ["position", "id"],
                "default_permissions": (),
            },
        ),
        migrations.AddConstraint(
            model_name="goodslist",
            constraint=models.UniqueConstraint(
                fields=("referral", "number"), name="goods_list_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="goodslist",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at__isnull", True)),
                fields=("referral",),
                name="goods_list_one_current",
            ),
        ),
        migrations.AddConstraint(
            model_name="goodslist",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("received_signed_at__isnull", True),
                    ("handed_signed_at__isnull", False),
                    _connector="OR",
                ),
                name="goods_received_after_handed",
            ),
        ),
        migrations.AddConstraint(
            model_name="goodsitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("quantity__gt", 0)), name="goods_quantity_above_zero"
            ),
        ),
        migrations.RunSQL(GUARD, NO_GUARD),
    ]
