import { safeReturnPath } from "./sign-in-path";

/** The page that asks for a second factor again, told where to go on. */
export function stepUpPath(returnTo: string | undefined): string {
  const safe = safeReturnPath(returnTo);
  return safe ? `/step-up?${new URLSearchParams({ returnTo: safe })}` : "/step-up";
}
