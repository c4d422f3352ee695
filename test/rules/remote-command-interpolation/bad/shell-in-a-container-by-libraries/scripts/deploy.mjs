import Docker from "dockerode";

const container = new Docker().getContainer("shop-web");
await container.exec({ Cmd: ["sh", "-c", `bin/note ${process.argv[2]}`], AttachStdout: true });
                                                   ~~~~~~~~~~~~~~~~~~ [remote-command-interpolation]
await container.exec({ Cmd: ["bin/note", process.argv[2]], AttachStdout: true });
