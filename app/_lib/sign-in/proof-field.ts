import { z } from "zod";

/** A form has no objects: next-auth sends a proof as the JSON in one field. */
export const proofField = <Schema extends z.ZodType>(proof: Schema) =>
  z.object({
    proof: z
      .string()
      .max(65_536)
      .transform((text, context): unknown => {
        try {
          return JSON.parse(text);
        } catch {
          context.addIssue({ code: "custom", message: "no JSON" });
          return z.NEVER;
        }
      })
      .pipe(proof),
  });
