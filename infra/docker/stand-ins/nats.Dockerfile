# In the place of docker.io/library/nats:2.15.1-alpine: the wheel's nats-server, which needs nothing besides.
FROM scratch
COPY nats-server /usr/local/bin/nats-server
ENV PATH=/usr/local/bin
ENTRYPOINT ["nats-server"]
