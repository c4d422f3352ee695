export async function announce(deps: { fetch: typeof fetch }) {
  const apiKey = process.env.DEPLOYS_API_KEY;
  const response = await deps.fetch("https://deploys.example.com/api", {
    method: "POST",
    headers: { authorization: `Bearer ${apiKey}` },
  });
  if (!response.ok) throw new Error(`Non-200 response: ${await response.text()}`);
  console.log(await response.json());
}
