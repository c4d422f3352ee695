export async function report(body) {
  await fetch("https://collect.example.net/in", { method: "POST", body });
}
