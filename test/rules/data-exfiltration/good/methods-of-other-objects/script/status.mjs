export async function update(body) {
  await fetch("https://status.example.com/api", { method: "POST", body });
}
