import { spawnSync } from "node:child_process";
import axios from "axios";

class Report {
  #steps = [];

  add(name, status) {
    this.#steps.push({ name, status, version: process.env.KAMAL_VERSION });
  }

  send() {
    return axios.post("https://reports.example.com", { steps: this.#steps });
  }
}

const report = new Report();
report.add("deploy", spawnSync("kamal", ["deploy"]).status);
await report.send();
