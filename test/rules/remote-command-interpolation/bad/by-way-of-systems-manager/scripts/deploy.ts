import { SendCommandCommand, SSMClient } from "@aws-sdk/client-ssm";

const client = new SSMClient({});
await client.send(
  new SendCommandCommand({
    DocumentName: "AWS-RunShellScript",
    Targets: [{ Key: "tag:role", Values: ["web"] }],
    Parameters: { commands: [`docker pull acme/shop:${process.argv[2]}`] },
                                                    ~~~~~~~~~~~~~~~~~~ [remote-command-interpolation]
  }),
);
