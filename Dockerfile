# To rebuild exactly this image later, name its base by digest: --build-arg BASE=python:3.13-slim@sha256:...
# (`docker buildx imagetools inspect python:3.13-slim` prints it).
ARG BASE=python:3.13-slim
FROM ${BASE}

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PP_ENV=production
WORKDIR /app

# The pins first: a change of the code alone reuses this layer. manage.py sees that they are here and makes no .venv.
COPY requirements.txt ./
RUN pip install --no-cache-dir --compile -r requirements.txt

# .dockerignore lists what comes along. The code belongs to root: the user it runs as can write in .data alone.
COPY . .
RUN python -m compileall -q .
RUN useradd --uid 10001 --create-home professor && install -d -o professor /app/.data
USER 10001

EXPOSE 8000
CMD ["python", "manage.py", "serve"]
