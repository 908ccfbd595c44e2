// Pages without a socket: joining, role links, the programme.
import { startDrafts } from "../drafts.js";
import { startForms } from "../forms.js";
import { startProposals } from "../proposals.js";
import { startSecret } from "../secret.js";

startForms();
startDrafts();
startProposals();
startSecret();
