import { gatewaysThatEnd } from "#db/gateways";
import { TOKEN_WARNING_DAYS, endOfToken } from "#models/access/gateway-token";
import type { Logger } from "../logger";
import type { Job } from "./job";

/** Every morning the log says which gateways will be refused soon, in time to issue their next token. */
export const warnOfEndingTokens = (log: Logger): Job => ({
  name: "warn-of-ending-tokens",
  schedule: "0 0 7 * * *",
  async run({ pool, now }) {
    const ending = await gatewaysThatEnd(pool, now, endOfToken(now, TOKEN_WARNING_DAYS));
    for (const { name, expiresAt } of ending)
      log.warn({ gateway: name, expiresAt }, "a gateway's token ends soon: rotate it");
    return ending.length > 0 ? { ending: ending.length } : undefined;
  },
});
