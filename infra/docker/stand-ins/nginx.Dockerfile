# In the place of docker.io/library/nginx:1.31.3-alpine: the wheel's nginx, which needs nothing besides.
FROM localhost/ticketing/stand-in-debian:trixie AS folders
RUN mkdir -p /root-of-image/etc /root-of-image/tmp /root-of-image/var/log/nginx \
    && printf 'root:x:0:0:root:/root:/sbin/nologin\nnginx:x:101:101:nginx:/nonexistent:/sbin/nologin\n' \
       > /root-of-image/etc/passwd \
    && printf 'root:x:0:\nnginx:x:101:\n' > /root-of-image/etc/group \
    && chmod 1777 /root-of-image/tmp

FROM scratch
COPY --from=folders /root-of-image /
COPY nginx /usr/sbin/nginx
ENV PATH=/usr/sbin
CMD ["nginx", "-g", "daemon off;"]
