// A panel, a presentation or a plenary on a phone: what the table's page has, and questions in two orders.
import "./phone.js";
import { startOrders } from "../orders.js";

startOrders();
