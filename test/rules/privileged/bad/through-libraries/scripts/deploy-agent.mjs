import Docker from "dockerode";

const docker = new Docker();
const container = await docker.createContainer({
  Image: "acme/monitor:1.8.2",
  HostConfig: { Privileged: true, AutoRemove: true },
                            ~~~~ [privileged]
});
await container.start();
