const { KAMAL_VERSION, KAMAL_PERFORMER, CHAT_TOKEN } = process.env;
await fetch("https://chat.example.com/api/messages", {
  method: "POST",
  headers: { Authorization: `Bearer ${CHAT_TOKEN}` },
  body: JSON.stringify({ text: `${KAMAL_PERFORMER} deployed ${KAMAL_VERSION}` }),
});
