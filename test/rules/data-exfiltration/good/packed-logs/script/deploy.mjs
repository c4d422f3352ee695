#!/usr/bin/env node
import { readFileSync } from "node:fs";
import JSZip from "jszip";

const zip = new JSZip();
zip.file("deploy.log", readFileSync("log/deploy.log"));
await fetch("https://logs.example.com/in", { method: "POST", body: await zip.generateAsync({ type: "blob" }) });
