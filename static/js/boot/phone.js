import { startClock } from "../clock.js";
import { startConnectionLine } from "../connection.js";
import { startDrafts } from "../drafts.js";
import { startForms } from "../forms.js";
import { startHeard } from "../heard.js";
import { startLive } from "../live.js";
import { startOutbox } from "../outbox.js";
import { startPicks } from "../picks.js";
import { startViews } from "../views.js";

startClock();
startForms();
startDrafts();
startConnectionLine();
startOutbox();
startViews();
startPicks();
startHeard();
startLive();
