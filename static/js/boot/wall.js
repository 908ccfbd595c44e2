import { startClock } from "../clock.js";
import { startConnectionLine } from "../connection.js";
import { startDrafted } from "../drafted.js";
import { startForms } from "../forms.js";
import { startKeys } from "../keys.js";
import { startLive } from "../live.js";
import { startScenes } from "../scenes.js";
import { startTheme } from "../theme.js";
import { startWall } from "../wall.js";

startTheme();
startClock();
startForms();
startKeys();
startConnectionLine();
startWall();
startScenes();
startDrafted();
startLive();
