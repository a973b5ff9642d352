FROM python:3.13-slim-bookworm

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1
# WeasyPrint draws the PDFs with these; the font stands in for letters that ours lack.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation2 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 1000 --home-dir /app nyttiggjort \
    && install -d -o nyttiggjort /app /data/files /data/archive
WORKDIR /app
COPY requirements.txt .
RUN pip install --require-hashes -r requirements.txt
COPY . .
RUN SECRET_KEY=only-to-collect ALLOWED_HOSTS=localhost DATABASE_URL=postgresql://none@localhost/none \
    python manage.py collectstatic --no-input
USER nyttiggjort
ENV FILES_ROOT=/data/files HOST=0.0.0.0
EXPOSE 8000
CMD ["gunicorn", "--config", "config/gunicorn.py", "config.wsgi"]
