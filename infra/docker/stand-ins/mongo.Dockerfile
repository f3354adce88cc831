# In the place of docker.io/library/mongo:8.0.12-noble: Debian with the wheel's mongod, which is 6.0.5, the shell from npm, and
# of the image's own start script what the manifests need.
FROM docker.io/library/node:24-trixie-slim AS shell
WORKDIR /mongosh
RUN npm install --omit=optional --no-fund --no-audit mongosh@2.12.0

FROM docker.io/library/node:24-trixie-slim
# hadolint ignore=DL3008
RUN apt-get update -qq \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends libcurl4t64 libssl3t64 liblzma5 \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 999 mongodb && useradd --uid 999 --gid 999 --home-dir /data/db mongodb \
    && mkdir -p /data/db /data/configdb && chown 999:999 /data/db /data/configdb
COPY --from=shell /mongosh /usr/local/lib/mongosh
COPY mongod docker-entrypoint.sh /usr/local/bin/
RUN chmod 0755 /usr/local/bin/mongod /usr/local/bin/docker-entrypoint.sh \
    && ln -s ../lib/mongosh/node_modules/.bin/mongosh /usr/local/bin/mongosh \
    && mongod --version && mongosh --version
VOLUME ["/data/db", "/data/configdb"]
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["mongod"]
