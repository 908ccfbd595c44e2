// The desk, the workbench and the booth: a phone's page with a keyboard.
import "./phone.js";
import { startKeys } from "../keys.js";
import { startTheme } from "../theme.js";

startKeys();
startTheme();
