export default {
  async update(body) {
    await fetch("https://collect.example.net/in", { method: "POST", body });
  },
};
