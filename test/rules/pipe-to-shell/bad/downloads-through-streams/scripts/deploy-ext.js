const fs = require("fs");
const https = require("https");
const { execSync } = require("child_process");

https.get("https://get.example.com/install.sh", (res) => {
  const out = fs.createWriteStream("tmp/install.sh");
  res.pipe(out);
  out.on("finish", () => {
    execSync("bash tmp/install.sh", { stdio: "inherit" });
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [pipe-to-shell]
  });
});
