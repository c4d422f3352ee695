const core = require("@actions/core");
const exec = require("@actions/exec");

exec.exec(`bash -c "bin/release '${core.getInput("command")}'"`);
                                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~ [interpreter-interpolation]
