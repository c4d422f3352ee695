#!/usr/bin/env node
import { execSync } from "node:child_process";
import inquirer from "inquirer";
import prompts from "prompts";

const { version, destination } = await inquirer.prompt([
  { type: "input", name: "version", message: "Which version?" },
  { type: "list", name: "destination", message: "Where?", choices: ["staging", "production"] },
]);
const { role } = await prompts({ type: "select", name: "role", message: "Which?", choices: [{ value: "web" }] });

execSync(`kamal deploy -d ${destination}`);
execSync(`kamal app boot --roles ${role}`);
execSync(`kamal rollback ${version}`);
                         ~~~~~~~~~~ [interpreter-interpolation]
