import type { z } from "zod";
import type { Refused } from "#models/realtime/my-shifts";
import { AppError } from "#models/shared/errors";
import { err, ok, type Result } from "#models/shared/result";
import { databaseFault } from "#db/database-fault";
import type { Logger } from "../logger";
import { OwnRefused } from "./own-refused";

/** The database's own refusal: rights that were taken away between our look and its. */
const INSUFFICIENT_PRIVILEGE = "42501";

/** As `answer`, for commands of which the person is told why they were not carried out. */
export const answerRefusals =
  <Command, Done>(
    log: Logger,
    schema: z.ZodType<Command>,
    handle: (command: Command) => Promise<Done>,
  ) =>
  async (request: unknown, reply: (answer: Result<Done, Refused>) => void): Promise<void> => {
    if (typeof reply !== "function") return; // the types cannot stop a client that sends no callback

    const parsed = schema.safeParse(request);
    if (!parsed.success) return reply(err({ code: "invalid-input" }));
    try {
      reply(ok(await handle(parsed.data)));
    } catch (cause) {
      if (cause instanceof OwnRefused) return reply(err({ code: cause.code, says: cause.says }));
      if (cause instanceof AppError) return reply(err({ code: cause.code }));
      if (databaseFault(cause)?.code === INSUFFICIENT_PRIVILEGE)
        return reply(err({ code: "forbidden" }));
      log.error({ cause }, "socket request failed");
      reply(err({ code: "unavailable" }));
    }
  };
