import { startClock } from "../clock.js";
import { startConnectionLine } from "../connection.js";
import { startDrafts } from "../drafts.js";
import { startForms } from "../forms.js";
import { startLive } from "../live.js";
import { startOutbox } from "../outbox.js";
import { startViews } from "../views.js";

startClock();
startForms();
startDrafts();
startConnectionLine();
startOutbox();
startViews();
startLive();
