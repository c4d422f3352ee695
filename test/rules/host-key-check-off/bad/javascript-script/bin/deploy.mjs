#!/usr/bin/env node
import { Client } from "ssh2";

const client = new Client();
client.on("ready", () => client.exec("docker ps", () => client.end()));
client.connect({ host: "shop.example.com", username: "deploy", hostVerifier: () => true });
                                                               ~~~~~~~~~~~~~~~~~~~~~~~~ [host-key-check-off]
