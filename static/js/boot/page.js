// Pages without a socket: joining, role links, the programme.
import { startDrafts } from "../drafts.js";
import { startForms } from "../forms.js";
import { startSecret } from "../secret.js";

startForms();
startDrafts();
startSecret();
