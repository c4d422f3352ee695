const headers = { Authorization: "Bearer 9f2c41d7ab8835e06c17Zq8Lw3" };
                                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [hardcoded-credential]
