# The server in a container. Built from locked libraries; runs as nobody in particular; keeps its data in /data.
FROM python:3.11-slim AS build
RUN apt-get update && apt-get install --yes --no-install-recommends make && rm -rf /var/lib/apt/lists/*
WORKDIR /src
# The libraries first: they change less often than the code.
COPY requirements/runtime.txt requirements/
RUN python -m venv --without-pip /opt/sobremesa \
    && python -m pip --python /opt/sobremesa/bin/python install --no-cache-dir --no-deps --require-hashes \
       -r requirements/runtime.txt
COPY . .
RUN make wheel \
    && python -m pip --python /opt/sobremesa/bin/python install --no-cache-dir --no-deps dist/*.whl

FROM python:3.11-slim
RUN useradd --system --uid 10001 --home-dir /data --create-home sobremesa
COPY --from=build /opt/sobremesa /opt/sobremesa
ENV PATH=/opt/sobremesa/bin:$PATH PYTHONUNBUFFERED=1 SOBREMESA_DATA=/data
USER sobremesa
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=2)"]
STOPSIGNAL SIGTERM
CMD ["sobremesa", "serve", "--host", "0.0.0.0", "--port", "8000"]
