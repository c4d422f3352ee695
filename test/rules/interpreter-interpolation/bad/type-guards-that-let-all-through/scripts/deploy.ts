import { execSync } from "node:child_process";

type Environment = string & { readonly brand: "environment" };

const isEnvironment = (text: string): text is Environment => (text as string).length > 0;

const environment = process.argv[2];
if (!isEnvironment(environment)) throw new Error("unknown environment");
execSync(`kamal app boot -d ${environment}`);
                            ~~~~~~~~~~~~~~ [interpreter-interpolation]
