/** Keeps cookies and follows redirects, as a browser does: for tests only. */
export class Browser {
  readonly #cookies = new Map<string, string>();

  cookie(name: string): string | undefined {
    return this.#cookies.get(name);
  }

  /** Loses or forges one. */
  setCookie(name: string, value: string | undefined): void {
    if (value === undefined) this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }

  async fetch(url: string, form?: Record<string, string>): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(url, {
      redirect: "manual",
      headers: { cookie },
      ...(form && { method: "POST", body: new URLSearchParams(form) }),
    });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return response;
  }

  /** The address that a redirect leads to; undefined when it is none. */
  async redirectOf(url: string, form?: Record<string, string>): Promise<string | undefined> {
    const response = await this.fetch(url, form);
    const location = response.headers.get("location");
    return location ? new URL(location, url).href : undefined;
  }

  #keep(line: string): void {
    const [pair = "", ...attributes] = line.split(/;\s*/);
    const name = pair.slice(0, pair.indexOf("="));
    const isGone = attributes.some((attribute) => /^max-age=0$/i.test(attribute));
    this.setCookie(name, isGone ? undefined : pair.slice(pair.indexOf("=") + 1));
  }
}
