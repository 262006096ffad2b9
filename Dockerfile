FROM python:3.13-slim

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PP_ENV=production
WORKDIR /app

# The pins first: a change of the code alone reuses this layer. manage.py sees that they are here and makes no .venv.
COPY requirements.txt ./
RUN pip install --no-cache-dir --compile -r requirements.txt

COPY . .
RUN python -m compileall -q .
RUN useradd --create-home professor && install -d -o professor /app/.data
USER professor

EXPOSE 8000
CMD ["python", "manage.py", "serve"]
