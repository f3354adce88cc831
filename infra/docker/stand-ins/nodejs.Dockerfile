# In the place of gcr.io/distroless/nodejs24-debian13:nonroot: the stand-in of cc with the wheel's Node.js.
FROM gcr.io/distroless/cc-debian13:nonroot
COPY bin/node /nodejs/bin/node
ENTRYPOINT ["/nodejs/bin/node"]
