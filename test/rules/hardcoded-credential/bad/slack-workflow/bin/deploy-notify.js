#!/usr/bin/env node
const url = "https://hooks.slack.com/triggers/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";
             ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [hardcoded-credential]
fetch(url, { method: "POST" });
