"use server";

import { ownAction } from "@/_lib/action";
import type { ActionResult } from "@/_lib/action-result";
import { changePasswordOf, type GivenPasswordChange, PasswordChange } from "@/_lib/change-password";

export async function changePassword(
  input: GivenPasswordChange,
): Promise<ActionResult<{ endedSessions: number }>> {
  return ownAction({
    // The current password is asked for instead.
    needsStepUp: false,
    input: PasswordChange,
    run: changePasswordOf,
  })(input);
}
