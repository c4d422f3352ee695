import net from "node:net";
import WebSocket from "ws";

const line = net.connect(4000, "orders.example.com");
line.on("data", (order) => console.log(order.toString()));
line.on("error", (error) => console.error(error.message));

const socket = new WebSocket("wss://orders.example.com");
socket.on("message", (order) => console.log(JSON.parse(order).text));
