// The workbench: what the desk has, and what is picked, written and at hand.
import "./desk.js";
import { startBench } from "../bench.js";

startBench();
