import { Reporter } from "./reporter.mjs";

const reporter = new Reporter({ ...process.env });
                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
await reporter.send();
