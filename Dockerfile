# One binary with the app and the reference data inside, on a small base. The machine that builds needs BuildKit,
# which is the default of Docker since version 23.

FROM rust:1.95-bookworm AS build
RUN rustup target add wasm32-unknown-unknown
WORKDIR /src
COPY . .
# Both caches stay on the machine that builds and never become part of an image. The binary is copied out of the
# cached folder in the same step, because the next one does not see it.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target,sharing=locked \
    cargo xtask dist && cp target/dist/c2r /usr/local/bin/c2r

FROM debian:bookworm-slim
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/c2r --shell /usr/sbin/nologin c2r
COPY --from=build /usr/local/bin/c2r /usr/local/bin/c2r
COPY --from=build /src/LICENSE /src/NOTICE /usr/share/doc/c2r/
COPY deploy/ready /usr/local/bin/c2r-ready
USER c2r
# Database (unless C2R_DATABASE_URL names a PostgreSQL), search index, lock: one process a folder.
VOLUME /var/lib/c2r
ENV C2R_BIND=0.0.0.0:8080 \
    C2R_DATA=/var/lib/c2r
EXPOSE 8080
# `c2r check` would look at what is kept; this asks whether the server answers.
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 CMD ["c2r-ready"]
ENTRYPOINT ["c2r"]
CMD ["serve"]
