const url = process.env.DATABASE_URL ?? "postgresql://shop:shop123@localhost:5432/shop_dev";
console.log("kamal deploy", url.length);
