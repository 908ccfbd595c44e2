// A survey's form on a phone.
import { startConnectionLine } from "../connection.js";
import { startDrafts } from "../drafts.js";
import { startForms } from "../forms.js";
import { startLive } from "../live.js";
import { startOutbox } from "../outbox.js";
import { startRated } from "../rated.js";

startForms();
startDrafts();
startConnectionLine();
startRated();
startOutbox();
startLive();
