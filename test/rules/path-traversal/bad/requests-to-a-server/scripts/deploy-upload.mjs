import http from "node:http";
import { createWriteStream } from "node:fs";

http
  .createServer((req, res) => {
    const name = new URL(req.url, "http://localhost").searchParams.get("name");
    req.pipe(createWriteStream(`/srv/uploads/${name}`)).on("finish", () => res.end("ok"));
                               ~~~~~~~~~~~~~~~~~~~~~~ [path-traversal]
  })
  .listen(9090);
