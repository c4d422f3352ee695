require "aws-sdk-s3"

OPTIONS = {
  endpoint: "https://minio.example.org",
  ssl_verify_peer: false
                   ~~~~~ [tls-check-off]
}.freeze

Aws::S3::Client.new(**OPTIONS).put_object(bucket: "backups", key: "shop.dump", body: File.open("shop.dump"))
