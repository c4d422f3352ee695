FROM golang:1.24 AS build
RUN go build -o /shop ./cmd/shop

FROM alpine:3.21 AS web
     ~~~~~~~~~~~ [image-runs-as-root]
COPY --from=build /shop /usr/local/bin/shop
CMD ["shop"]

FROM web AS worker
USER 1000
CMD ["shop", "work"]
