# In the place of docker.io/library/rust:1.95-slim-trixie: Debian with a C compiler and the toolchain of this machine.
FROM localhost/ticketing/stand-in-debian:trixie
# hadolint ignore=DL3008
RUN apt-get update -qq \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends gcc libc6-dev pkg-config \
    && rm -rf /var/lib/apt/lists/*
COPY bin /usr/local/bin
COPY lib /usr/local/lib
COPY libexec /usr/local/libexec
ENV CARGO_HOME=/usr/local/cargo
RUN mkdir "${CARGO_HOME}" && rm -rf /usr/local/lib/rustlib/src && cargo --version && rustc --version
CMD ["bash"]
