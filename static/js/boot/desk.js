// The desk and the booth: work by keyboard.
import { startActs } from "../acts.js";
import { startClock } from "../clock.js";
import { startConnectionLine } from "../connection.js";
import { startDrafts } from "../drafts.js";
import { startForms } from "../forms.js";
import { startKeys } from "../keys.js";
import { startLive } from "../live.js";
import { startOutbox } from "../outbox.js";
import { startPresenting } from "../presenting.js";
import { startScenes } from "../scenes.js";
import { startTheme } from "../theme.js";

startTheme();
startActs();
startClock();
startForms();
startDrafts();
startKeys();
startConnectionLine();
startScenes();
startOutbox();
startLive();
startPresenting();
