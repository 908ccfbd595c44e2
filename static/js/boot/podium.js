// The desk of an item that takes questions from the floor.
import "./desk.js";
import { startOrders } from "../orders.js";

startOrders();
