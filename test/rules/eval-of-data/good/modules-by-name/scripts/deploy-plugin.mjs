const name = process.argv[2] === "eu" ? "./plugins/eu.mjs" : "./plugins/us.mjs";
const plugin = await import(name);
class Step {
  again() {
    return new this.constructor();
  }
}
await plugin.default(new Step());
