const core = require("@actions/core");
const exec = require("@actions/exec");

exec.exec(`kamal deploy --version ${core.getInput("version")}`);
exec.exec("bin/release", [core.getInput("command")]);
