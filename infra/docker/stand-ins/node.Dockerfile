# In the place of docker.io/library/node:24-trixie-slim: Debian with the wheel's Node.js and npm.
FROM localhost/ticketing/stand-in-debian:trixie
COPY . /usr/local
RUN ln -sf ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \
    && ln -sf ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx \
    && chmod 0755 /usr/local/bin/node && node --version && npm --version
# Node.js has a list of its own.
ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt
CMD ["node"]
