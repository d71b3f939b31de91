# One image for every process of Pennypost: `docker build -t pennypost .`
ARG BASE=debian:bookworm-slim

FROM ${BASE} AS build
WORKDIR /src
COPY . .
RUN ./dev build release pennypost && strip build/release/pennypost

FROM ${BASE}
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates libboost-json1.81.0 libboost-url1.81.0 libicu72 \
      libprotobuf32 librocksdb7.8 libsodium23 libspdlog1.10 libssl3 libtomlplusplus3 \
 && rm -rf /var/lib/apt/lists/*
COPY --from=build /src/build/release/pennypost /usr/local/bin/pennypost
RUN useradd --system --create-home --home-dir /var/lib/pennypost pennypost
USER pennypost
WORKDIR /var/lib/pennypost
ENTRYPOINT ["pennypost"]
CMD ["--help"]
