const pattern = /^v(\d+)$/;
const match = pattern.exec(process.argv[2]);
const settings = JSON.parse(process.env.SETTINGS ?? "{}");
const handlers = { web: () => 1, jobs: () => 2 };
handlers[settings.role]?.();
setTimeout(() => console.log(match), 10);
