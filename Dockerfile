# One image for every process of Pennypost: `docker build -t pennypost .`
ARG BASE=debian:bookworm-slim

FROM ${BASE} AS build
WORKDIR /src
COPY . .
RUN ./dev build release pennypost && strip build/release/pennypost

FROM ${BASE}
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates \
      libboost-container1.81.0 libboost-json1.81.0 libboost-url1.81.0 libexpat1 libicu72 libprotobuf32 libsodium23 \
      libpq5 libspdlog1.10 libssl3 libtomlplusplus3 \
      libbz2-1.0 libgflags2.2 libjemalloc2 liblz4-1 libsnappy1v5 libzstd1 zlib1g \
 && rm -rf /var/lib/apt/lists/*
# The number is fixed, so that a newer image still owns the files of an older one.
RUN useradd --uid 10001 --no-create-home --home-dir /var/lib/pennypost pennypost \
 && install --directory --mode=700 --owner=pennypost --group=pennypost /var/lib/pennypost
COPY --from=build /src/build/release/pennypost /usr/local/bin/pennypost
USER pennypost
WORKDIR /var/lib/pennypost
# A missing library fails here and not at the first start.
RUN pennypost --help >/dev/null
ENTRYPOINT ["pennypost"]
CMD ["--help"]
