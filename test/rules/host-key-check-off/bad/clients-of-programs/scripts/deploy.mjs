import { Client } from "ssh2";
new Client().connect({ host: "web1", hostVerifier: () => true });
                                     ~~~~~~~~~~~~~~~~~~~~~~~~ [host-key-check-off]
