import type { z } from "zod";
import type { Refused } from "#models/realtime/my-shifts";
import { AppError } from "#models/shared/errors";
import { databaseFault } from "#db/database-fault";
import type { Logger } from "../logger";
import { answerTelling } from "../realtime/answer";
import { OwnRefused } from "./own-refused";

/** The database's own refusal: rights that were taken away between our look and its. */
const INSUFFICIENT_PRIVILEGE = "42501";

/** As `answer`, for commands of which the person is told why they were not carried out. */
export const answerRefusals = <Command, Done>(
  log: Logger,
  schema: z.ZodType<Command>,
  handle: (command: Command) => Promise<Done>,
) => answerTelling(log, schema, handle, refusalOf);

function refusalOf(cause: unknown): Refused | undefined {
  if (cause instanceof OwnRefused) return { code: cause.code, says: cause.says };
  if (cause instanceof AppError) return { code: cause.code };
  return databaseFault(cause)?.code === INSUFFICIENT_PRIVILEGE ? { code: "forbidden" } : undefined;
}
