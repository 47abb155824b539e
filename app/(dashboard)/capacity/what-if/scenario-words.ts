import { z } from "zod";

// What people say of a scenario: as long as the table takes.

export const NAME_LENGTH = 80;
export const NOTE_LENGTH = 1_000;

export const ScenarioName = z
  .string()
  .trim()
  .min(1, "A name is needed.")
  .max(NAME_LENGTH, `At most ${NAME_LENGTH} characters.`);

export const ScenarioNote = z
  .string()
  .trim()
  .max(NOTE_LENGTH, `At most ${NOTE_LENGTH} characters.`);
