# In the place of gcr.io/distroless/cc-debian13:nonroot, which Node.js stands on: what base-nossl has, and more packages.
FROM localhost/ticketing/stand-in-debian:trixie AS packages
WORKDIR /packages
# hadolint ignore=DL3008
RUN apt-get update -qq \
    && apt-get download -qq libssl3t64 libzstd1 zlib1g libgcc-s1 libstdc++6 libgomp1 gcc-14-base \
    && mkdir /root-of-image \
    && for package in *.deb; do dpkg -x "${package}" /root-of-image; done \
    && rm -r /root-of-image/usr/share/doc

FROM gcr.io/distroless/base-nossl-debian13:nonroot
COPY --from=packages /root-of-image/usr /usr
