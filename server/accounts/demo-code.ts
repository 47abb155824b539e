import { TOTP_PERIOD_SECONDS, TOTP_WINDOW_STEPS, totpCode, totpStep } from "#models/access/totp";

export interface DemoCode {
  code: string;
  /** The code of this half minute was used, so this is the next one's; it is accepted already. */
  isNext: boolean;
  /** Until the next code comes that is not yet shown here. */
  nextInSeconds: number;
}

/**
 * A code that a sign-in accepts now: that of the present step, or, when it was used, of the next; none
 * when both were, which the seconds say the end of.
 */
export function demoCode(
  secret: string,
  lastStep: number,
  now: Date,
): DemoCode | { code: undefined; nextInSeconds: number } {
  const present = totpStep(now);
  const secondsLeft = Math.ceil(
    ((present + 1) * TOTP_PERIOD_SECONDS * 1_000 - now.getTime()) / 1_000,
  );
  const step = Math.max(present, lastStep + 1);
  if (step > present + TOTP_WINDOW_STEPS) {
    const stepsToWait = step - TOTP_WINDOW_STEPS - present - 1;
    return {
      code: undefined,
      nextInSeconds: secondsLeft + stepsToWait * TOTP_PERIOD_SECONDS,
    };
  }
  return { code: totpCode(secret, step), isNext: step > present, nextInSeconds: secondsLeft };
}
