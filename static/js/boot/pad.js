// The observer's pad: what the workbench has, and the table where an initiative was said.
import "./bench.js";
import { startPad } from "../pad.js";

startPad();
