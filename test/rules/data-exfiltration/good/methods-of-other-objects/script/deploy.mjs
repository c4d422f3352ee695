#!/usr/bin/env node
import { createHmac } from "node:crypto";
import { update } from "./status.mjs";

const digest = createHmac("sha256", "shop").update(process.env.RAILS_MASTER_KEY).digest("hex");
await update(`deployed ${digest.slice(0, 7)}`);
