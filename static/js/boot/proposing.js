// A paragraph and the change that is proposed to it.
import { startDrafts } from "../drafts.js";
import { startForms } from "../forms.js";
import { startPreview } from "../preview.js";
import { startQuoting } from "../quoting.js";

startForms();
startQuoting();
startDrafts();
startPreview();
