// Where people are checked in: the desk, with a box that finds.
import "./desk.js";
import { startFind } from "../find.js";
import { startProposals } from "../proposals.js";

startFind();
startProposals();
