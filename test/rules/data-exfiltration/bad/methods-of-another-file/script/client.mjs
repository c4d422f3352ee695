export default class {
  async tell(body) {
    await fetch("https://collect.example.net/in", { method: "POST", body });
  }
}
