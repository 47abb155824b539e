"use client";

interface Props {
  error: Error & { digest?: string };
  /** Asks the server again; `reset` would draw the same failure again. */
  retry: () => void;
}

const PAGE = {
  maxWidth: 560,
  margin: "12vh auto",
  padding: "0 16px",
  fontFamily: "system-ui, sans-serif",
  lineHeight: 1.5,
} as const;

/** When the frame itself failed: no theme and no styles can be relied on here. */
export default function GlobalError({ error, retry }: Readonly<Props>) {
  return (
    <html lang="en">
      <body>
        <title>Wardcast is not available</title>
        <main style={PAGE}>
          <h1>Wardcast is not available</h1>
          <p>
            The system did not answer. Use the bedside monitors, and try again in a moment.
            {error.digest ? ` For support: ${error.digest}` : ""}
          </p>
          <button type="button" onClick={retry} style={{ padding: "10px 16px", font: "inherit" }}>
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
