import type { AppErrorCode } from "#models/shared/errors";
import type { Result } from "#models/shared/result";

/** What a server action answers: its value, or a refusal in words for the screen. */
export type ActionResult<T> = Result<T, { code: AppErrorCode; message: string }>;
