import { signOut } from "next-auth/react";
import { announceSession } from "./session-channel";

/** Ends the session on the server, tells the other tabs, and goes to the sign-in page. */
export async function leaveSession(): Promise<void> {
  await signOut({ redirect: false });
  announceSession({ ended: "signed-out" });
  window.location.assign("/sign-in?reason=signed-out");
}
