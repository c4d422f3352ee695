const apiToken = "q8Zr2LkW0vTn6BdYx3Hc";
                 ~~~~~~~~~~~~~~~~~~~~~~ [hardcoded-credential]
const registry = { username: "shop", password: "Pq7!mz29Lw" };
                                               ~~~~~~~~~~~~ [hardcoded-credential]
