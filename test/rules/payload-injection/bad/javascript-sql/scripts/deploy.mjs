await database.query(`INSERT INTO deploys (performer) VALUES ('${process.env.KAMAL_PERFORMER}')`);
                     ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [payload-injection]
