/** The newest answer to a question that is asked again and again, so that nobody has to wait for it. */
export interface Watched<Answer> {
  latest(): Answer;
  stop(): void;
}

/** Returns with the first answer. `ask` turns its own failures into answers. */
export async function watch<Answer>(
  ask: () => Promise<Answer>,
  everyMs: number,
): Promise<Watched<Answer>> {
  let answer = await ask();
  let isAsking = false;
  const timer = setInterval(async () => {
    if (isAsking) return;
    isAsking = true;
    answer = await ask().finally(() => (isAsking = false));
  }, everyMs);
  timer.unref();
  return { latest: () => answer, stop: () => clearInterval(timer) };
}
