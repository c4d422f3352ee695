const serialize = require("node-serialize");

(async () => {
  const text = await (await fetch("https://config.example.com/state")).text();
  const state = serialize.unserialize(text);
                                      ~~~~ [eval-of-data]
  console.log(state.version);
})();
