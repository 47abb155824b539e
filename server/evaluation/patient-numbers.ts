import { readFile } from "node:fs/promises";
import { AppError } from "#models/shared/errors";

const NUMBER = /^p?(\d{1,6})$/;

/** The patients that a file names, one number on each line: `p000123`, or shorter without its zeros. */
export async function readPatientNumbers(file: string): Promise<Set<string>> {
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new AppError("not-found", `${file} cannot be read: give --ids a file of numbers`, {
      cause,
    });
  });
  const numbers = new Set<string>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const written = line.trim();
    if (written === "") continue;
    const digits = NUMBER.exec(written)?.[1];
    if (digits === undefined) {
      throw new AppError(
        "invalid-input",
        `${file} line ${index + 1}: not a patient's number. Write one on each line, as p000123`,
      );
    }
    numbers.add(`p${digits.padStart(6, "0")}`);
  }
  if (numbers.size === 0) throw new AppError("invalid-input", `${file} names nobody`);
  return numbers;
}
