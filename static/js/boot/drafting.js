// The drafting room: what the desk has, and words that go to the wall as they are typed.
import "./desk.js";
import { startDrafted } from "../drafted.js";
import { startChair } from "../chair.js";
import { startTyping } from "../typing.js";

startDrafted();
startChair();
startTyping();
