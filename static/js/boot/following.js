// The communiqué on a phone: what a phone's page has, what is discussed, and words as they are typed.
import "./phone.js";
import { startDrafted } from "../drafted.js";
import { startFollowing } from "../following.js";

startDrafted();
startFollowing();
