export type AppErrorCode =
  | "invalid-input"
  | "unauthenticated"
  | "step-up-required" // may do it, once a second factor has been shown again
  | "forbidden"
  | "not-found"
  | "conflict"
  | "too-many-requests"
  | "unavailable";

/** A failure we foresaw; its message carries identifiers, never a patient's data. Anything else thrown is a bug or an outage. */
export class AppError extends Error {
  override readonly name = "AppError";
  /** What whoever asked is told beside the code, in words: what happened and what to do now. */
  readonly says: string | undefined;

  constructor(
    readonly code: AppErrorCode,
    message: string,
    options?: ErrorOptions & { says?: string },
  ) {
    super(message, options);
    this.says = options?.says;
  }
}
