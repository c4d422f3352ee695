#!/usr/bin/env zx
import { $, argv } from "zx";

const service = argv.service ?? "web";
await $`ssh deploy@web-1.example.com ${`docker restart shop-${service}`}`;
                                     ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [remote-command-interpolation]
