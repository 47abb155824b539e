import type { Locator } from "@playwright/test";

/**
 * The control, once it answers: what the server drew can be seen before the script has taken it over,
 * and a click until then is lost. People click again; a test does not.
 */
export async function interactive(control: Locator): Promise<Locator> {
  await control.evaluate(
    (element) =>
      new Promise<void>((done) => {
        const timer = setInterval(() => {
          // React's mark on an element whose handlers it has attached.
          if (!Object.keys(element).some((key) => key.startsWith("__reactProps$"))) return;
          clearInterval(timer);
          done();
        }, 16);
      }),
  );
  return control;
}
