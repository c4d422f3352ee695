import { NodeSSH } from "node-ssh";

export class Remote {
  #ssh = new NodeSSH();

  static async open(host: string): Promise<Remote> {
    const remote = new Remote();
    await remote.#ssh.connect({ host, username: "deploy", agent: process.env.SSH_AUTH_SOCK });
    return remote;
  }

  async sh(command: string): Promise<void> {
    const { code, stderr } = await this.#ssh.execCommand(command);
    if (code !== 0) throw new Error(stderr);
  }
}
