import { z } from "zod";
import { WallSecret } from "#models/access/wall-display";

/** What a screen shows to be paired: the secret of its link, or the code that somebody typed. */
export type Shown = { secret: string } | { code: string };

const Refusal = z.object({ detail: z.string() });

/** Undefined when the screen is paired; its cookie is set then. Else what to say. */
export async function pairScreen(shown: Shown): Promise<string | undefined> {
  try {
    const answer = await fetch("/api/wall/pair", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(shown),
    });
    if (answer.ok) return undefined;
    const refusal = Refusal.safeParse(await answer.json().catch(() => undefined));
    return refusal.success ? refusal.data.detail : NO_ANSWER;
  } catch {
    return NO_ANSWER; // offline, or the server is away: the code is still good
  }
}

const NO_ANSWER = "The system did not answer. The screen is not paired; try again in a moment.";

/** The secret in this page's address, if there is one. It is taken out, so that it stays in no history. */
export function takeLinkSecret(): string | undefined {
  const secret = WallSecret.safeParse(window.location.hash.slice(1));
  if (window.location.hash)
    window.history.replaceState(null, "", window.location.pathname + window.location.search);
  return secret.data;
}
