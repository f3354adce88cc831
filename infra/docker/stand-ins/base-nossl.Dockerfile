# In the place of gcr.io/distroless/base-nossl-debian13:nonroot: the same Debian packages, unpacked and not installed.
FROM localhost/ticketing/stand-in-debian:trixie AS packages
WORKDIR /packages
# hadolint ignore=DL3008
RUN apt-get update -qq \
    && apt-get download -qq base-files netbase tzdata media-types ca-certificates libc6 \
    && mkdir /root-of-image \
    && dpkg -x base-files_*.deb /root-of-image \
    && for package in *.deb; do dpkg -x "${package}" /root-of-image; done \
    && find /root-of-image/usr/share/ca-certificates/mozilla -name '*.crt' -exec cat {} + \
       > /root-of-image/etc/ssl/certs/ca-certificates.crt \
    && rm -r /root-of-image/usr/share/doc /root-of-image/usr/share/man /root-of-image/usr/share/ca-certificates \
    && printf 'root:x:0:0:root:/root:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n' \
       > /root-of-image/etc/passwd \
    && printf 'root:x:0:\nnonroot:x:65532:\n' > /root-of-image/etc/group \
    && printf 'hosts: files dns\n' > /root-of-image/etc/nsswitch.conf \
    && install -d -o 65532 -g 65532 -m 0700 /root-of-image/home/nonroot

FROM scratch
COPY --from=packages /root-of-image /
ENV SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
USER 65532
WORKDIR /home/nonroot
