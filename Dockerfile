# One image for web, worker and beat; docker-compose.yml says which does what.
FROM python:3.11-slim AS packages
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app
COPY requirements/base.txt requirements/base.txt
RUN python -m venv /venv \
    && /venv/bin/pip install --require-hashes --no-deps -r requirements/base.txt

FROM python:3.11-slim
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUTF8=1 \
    DJANGO_SETTINGS_MODULE=config.settings.production \
    STATIC_ROOT=/srv/static
RUN groupadd --gid 10001 xianjie \
    && useradd --uid 10001 --gid 10001 --home-dir /app --shell /usr/sbin/nologin xianjie \
    && install -d -o xianjie -g xianjie /srv/static /srv/beat /srv/files /srv/seals
COPY --from=packages /venv /venv
WORKDIR /app
COPY . .
# Texts and static files need settings, but no server and no real key.
RUN SECRET_KEY=build FIELD_KEY=$(printf '5%.0s' $(seq 64)) INDEX_KEY=$(printf '6%.0s' $(seq 64)) \
    AUDIT_KEY=$(printf '7%.0s' $(seq 64)) AUDIT_SEAL_FILE=/srv/seals/build \
    ALLOWED_HOSTS=build CSRF_TRUSTED_ORIGINS=https://build \
    DATABASE_URL=postgres://build REDIS_URL=redis://build \
    sh -c 'python manage.py compile_texts && python manage.py collectstatic --no-input -v 0' \
    && chown -R xianjie:xianjie /srv/static
USER 10001:10001
EXPOSE 8000
CMD ["gunicorn", "config.wsgi", "--config=config/gunicorn.py", "--bind=0.0.0.0:8000", \
     "--workers=4", "--worker-tmp-dir=/dev/shm"]
