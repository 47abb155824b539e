import { createHash } from "node:crypto";
import { type Html, markup } from "./markup";

interface Page {
  title: string;
  style: string;
  body: Html;
}

/**
 * A page in one file that needs nothing else: it loads nothing, runs nothing and sends nothing, and says so
 * to the browser that opens it. No style but its own is taken, by its digest.
 */
export function selfContainedPage({ title, style, body }: Page): string {
  const digest = createHash("sha256").update(style).digest("base64");
  const policy = `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`;
  const head = markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
      </head>
    </html>`;
  return `${head.text}\n<style>${style}</style>\n</head>\n<body>\n<main>\n${body.text}\n</main>\n</body>\n</html>\n`;
}
