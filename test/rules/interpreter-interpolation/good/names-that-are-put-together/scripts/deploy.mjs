import * as steps from "./steps.mjs";

const name = process.argv[2];
steps[name](`release ${process.argv[3]}`);
