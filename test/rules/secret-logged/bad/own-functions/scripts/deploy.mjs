const say = (...lines) => console.log("[deploy]", ...lines);
say("key", process.env.RAILS_MASTER_KEY);
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [secret-logged]
