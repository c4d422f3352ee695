await database.query("INSERT INTO deploys (performer) VALUES ($1)", [process.env.KAMAL_PERFORMER]);
const body = JSON.stringify({ text: `${process.env.KAMAL_PERFORMER} deployed` });
console.log(`Select a region from the list: ${process.argv[2]}`, body.length);
